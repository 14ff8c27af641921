from django.db import migrations, models

from amends.office.search import term_index, touches


def make_table(apps, schema_editor):
    touches.create(schema_editor.connection)
    term_index.plan(schema_editor.connection)


def drop_table(apps, schema_editor):
    touches.drop(schema_editor.connection)


def put_cases_on_the_backlog(apps, schema_editor):
    # Items of evidence were not found before; `amends work` takes them in.
    backlog, case = apps.get_model("search", "Backlog"), apps.get_model("cases", "Case")
    waiting = set(backlog._base_manager.values_list("case_id", flat=True))
    keys = case._base_manager.values_list("pk", flat=True)
    backlog._base_manager.bulk_create([backlog(case_id=key) for key in keys if key not in waiting])


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
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
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(make_table, drop_table),
        migrations.RunPython(put_cases_on_the_backlog, migrations.RunPython.noop),
    ]
