"""A document as text, Markdown, CSV or HTML."""

from importlib import import_module

from raci.render.formats.document import ReportDocument


def render_document(document: ReportDocument, format_name: str, width: int) -> str:
    """Return a document in a format: text, markdown, csv or html.

    Args:
        document: the document.
        format_name: the name of the format.
        width: the columns that text is fitted to; other formats have no width.
    """
    if format_name == "text":
        from raci.render.formats.terminal import render

        return render(document, width=width)
    text: str = import_module(f"raci.render.formats.{format_name}").render(document)
    return text
