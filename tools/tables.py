"""Writes org/tables/closing.xlsx, a matrix with planted defects: ``python -m tools.tables``."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

FILE = Path("org/tables/closing.xlsx")
ROWS = (
    ("月末结账责任矩阵",),
    (),
    ("活动", "财务部", "", "", "业务部", ""),
    ("", "财务经理", "总账会计", "应收会计", "销售主管", "仓库主管"),
    ("日常准备",),
    ("盘点存货", "A", "C", "", "", "R"),
    ("核对应收账款", "A", "C", "R", "A", ""),
    ("催收逾期款项", "", "I", "R", "C", ""),
    ("结账",),
    ("计提费用", "A", "R", "", "C", ""),
    ("结转成本", "A", "R", "I", "", "C"),
    ("编制财务报表", "A", "C", "C", "", ""),
    ("审核财务报表", "A/R", "C", "", "", ""),
    ("关闭账期", "A", "R", "I", "I", "I"),
    (),
    ("R", "负责执行"),
    ("A", "最终负责"),
    ("C", "事先征询"),
    ("I", "事后知会"),
)
MERGED = ("A1:F1", "A3:A4", "B3:D3", "E3:F3", "A5:F5", "A9:F9")


def workbook() -> Workbook:
    """Return the workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "月结"
    for row in ROWS:
        sheet.append([text or None for text in row])
    for cells in MERGED:
        sheet.merge_cells(cells)
    for number in (1, 3, 4, 5, 9):
        for cell in sheet[number]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center")
    sheet.column_dimensions["A"].width = 18
    return book


if __name__ == "__main__":
    workbook().save(FILE)
