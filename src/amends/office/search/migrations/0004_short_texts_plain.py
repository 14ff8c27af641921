from django.db import migrations

# PostgreSQL compresses what is longer than 2,000 bytes, and undoing that took longer than looking
# for words in it. What fits into a page of the disk now stands as it is; longer texts do not.
PLAIN = "ALTER TABLE search_entry SET (toast_tuple_target = 8160)"
AS_BEFORE = "ALTER TABLE search_entry RESET (toast_tuple_target)"
# A row is written as it stood unless its value is made anew.
WRITE_AGAIN = """
    UPDATE search_entry SET normal = normal || ''
    WHERE pg_column_compression(normal) IS NOT NULL AND octet_length(normal) < 8000
"""


def keep_short_texts_plain(apps, schema_editor):
    _run(schema_editor, PLAIN, WRITE_AGAIN)


def keep_them_as_before(apps, schema_editor):
    _run(schema_editor, AS_BEFORE)


def _run(schema_editor, *statements):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_statements_and_inquiries"),
    ]

    operations = [migrations.RunPython(keep_short_texts_plain, keep_them_as_before)]
