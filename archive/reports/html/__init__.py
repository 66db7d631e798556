"""The report on a run of validate as one page of HTML, which needs no network, and no script to be read."""

from archive.reports.html.page import About as About
from archive.reports.html.page import write_report as write_report
from archive.reports.html.whole import whole_file as whole_file
