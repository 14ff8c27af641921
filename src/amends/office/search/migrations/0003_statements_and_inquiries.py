from django.db import migrations, models


def put_cases_on_the_backlog(apps, schema_editor):
    # Statements and inquiries were not found before; `amends work` takes them in.
    backlog, case = apps.get_model("search", "Backlog"), apps.get_model("cases", "Case")
    waiting = set(backlog._base_manager.values_list("case_id", flat=True))
    keys = case._base_manager.values_list("pk", flat=True)
    backlog._base_manager.bulk_create([backlog(case_id=key) for key in keys if key not in waiting])


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_incremental"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("case", "Case"),
                    ("summary", "Summary"),
                    ("party", "Party"),
                    ("count", "Count"),
                    ("event", "Event"),
                    ("task", "Task"),
                    ("note", "Note"),
                    ("attachment", "Attachment"),
                    ("file", "Text of a file"),
                    ("item", "Item of evidence"),
                    ("passage", "Note on a passage"),
                    ("statement", "Statement"),
                    ("proposition", "Proposition"),
                    ("recantation", "Recantation"),
                    ("inquiry", "Inquiry"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(put_cases_on_the_backlog, migrations.RunPython.noop),
    ]
