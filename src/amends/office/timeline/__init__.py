"""The timeline: declared events, and the clocks and stages that follow from them."""
