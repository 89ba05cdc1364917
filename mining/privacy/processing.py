"""What of a project is processed, for a works council: facts that are read from the project itself, as a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mining.number_format import date as calendar_date
from mining.number_format import number
from mining.privacy.processed_columns import ABOUT_PEOPLE, processed_columns
from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE
from models.export_table import ExportColumn, ExportTable
from models.project import Project
from models.report import Block, Bullets, Figure, Figures, Heading, Paragraph, Report, Section, Table, Tone
from models.report_template import DEFAULT_ACCENT
from resources.translation import language, tr, tr_n


def what_is_processed(project: Project, title: str, today: date) -> Report:
    """The page as a report: which columns, whom they are about, what for, where they lie, and what is never done.

    It names no person, no deal, no file and no folder of this machine.
    """
    return Report(
        title=tr("What is processed"),
        subtitle=title,
        author="Lanekeeper",
        day=today,
        language=language(),
        sections=tuple(_sections(project)),
        accent=DEFAULT_ACCENT,
        names_hidden=True,
        small_print=tr("Written by Lanekeeper from the project itself. It names no person and no deal."),
    )


def _sections(project: Project) -> Iterator[Section]:
    yield Section("short", tr("In short"), tuple(_short(project)))
    yield Section("columns", tr("What is read, and what for"), tuple(_columns(project)))
    yield Section("people", tr("How people appear"), tuple(_people(project)))
    yield Section("never", tr("What is never done"), (Bullets(_never()),))
    yield Section("where", tr("Where it is kept"), tuple(_where()))
    yield Section("access", tr("Who can see it, how long, and how it is deleted"), tuple(_access()))


def _short(project: Project) -> Iterator[Block]:
    yield Paragraph(
        tr(
            "Lanekeeper reads an export of the CRM that somebody made by hand, and shows where deals leave the "
            "documented sales process. It runs on one computer, has no server and opens no network connection."
        ),
        Tone.LEAD,
    )
    log = project.log
    if log is None:
        yield Paragraph(tr("This project has no log yet: nothing about any person is processed in it."))
        return
    people = len([name for name in project.stand_ins if name])
    columns = processed_columns(project)
    about = sum(column.about_people != "" for column in columns)
    yield Figures(
        (
            Figure(tr("Deals"), number(log.n_cases)),
            Figure(
                tr("Leads"),
                number(project.leads.n_cases if project.leads else 0),
                note="" if project.leads else tr("The export had none"),
            ),
            Figure(tr("People who are named"), number(people), note=tr("owners and users of the CRM")),
            Figure(tr("Columns"), number(len(columns)), note=tr("{n} of them about people", n=number(about))),
        )
    )
    if len(log.timestamp):
        first, last = calendar_date(int(log.timestamp.min())), calendar_date(int(log.timestamp.max()))
        yield Paragraph(tr("The events are from {first} to {last}.", first=first, last=last))


def _columns(project: Project) -> Iterator[Block]:
    columns = processed_columns(project)
    if not columns:
        yield Paragraph(tr("Nothing is read yet."))
        return
    yield Paragraph(
        tr("These are all columns that this project keeps. What else the export had was not taken over.")
    )
    if project.plan.actions or project.reviews or project.notes:
        yield Paragraph(
            tr(
                "Besides, the project keeps what its owner wrote: plan, reviews and notes. People may be named in "
                "them; what leaves the program has stand-ins for those of the log there, too."
            )
        )
    yield Table(
        ExportTable(
            tr("Columns"),
            (
                ExportColumn(tr("Column"), [column.title for column in columns]),
                ExportColumn(tr("Belongs to"), [column.belongs_to for column in columns]),
                ExportColumn(tr("Different values"), [number(column.values) for column in columns]),
                ExportColumn(tr("About people"), [column.about_people or tr("no") for column in columns]),
                ExportColumn(tr("What for"), [column.purpose for column in columns]),
            ),
        ),
        tr(
            "“{about}” is said of a column in which the name of an owner or a user stands.",
            about=ABOUT_PEOPLE,
        ),
    )


def _people(project: Project) -> Iterator[Block]:
    hidden = len([name for name in project.stand_ins if name])
    yield Paragraph(
        tr_n(
            "{n} person has a stand-in such as “Rep 07”.",
            "{n} people have a stand-in such as “Rep 07”.",
            hidden,
            n=number(hidden),
        )
    )
    yield Bullets(
        (
            tr(
                "Whatever leaves the program has stand-ins unless the person at the keyboard asks for real names: "
                "pictures, tables, logs, reports, hand-outs and what the command line writes."
            ),
            tr(
                "Stand-ins are numbered in an order that neither follows the alphabet nor can be computed from the "
                "names, and a person keeps the same one when a newer export comes in."
            ),
            tr(
                "The list of who is who lies only in the project file. Whoever has that file can look names up; "
                "whoever has an export with stand-ins cannot."
            ),
            tr(
                "On the screen of the owner of the project, lists of deals and filters show owners by name. Diagnoses "
                "and the trainer show stand-ins until names are asked for."
            ),
            tr(
                "Full names are taken out of longer texts as well, such as what a deal is called; a surname or a first "
                "name alone is not found there. The export for mailing leaves such texts out."
            ),
            tr(
                "Somebody who knows the deals may recognise a colleague by them, even without a name: a stand-in "
                "makes it harder, not impossible."
            ),
        )
    )
    yield Heading(tr("Findings about single people"))
    yield Paragraph(
        tr(
            "Lanekeeper can say that a departure from the process is the habit of one rep. It says so only where many "
            "deals and several tests hold it, shows what speaks against it, and says “cannot tell” otherwise. Whether "
            "such findings may be used, and for what, is for the company and its works council to agree."
        )
    )


def _never() -> tuple[str, ...]:
    return (
        tr(
            "Nothing is sent: there is no network connection, no telemetry, no account and no update in secret."
        ),
        tr(
            "Teams of fewer than {people} people or {deals} deals are neither judged nor shown by themselves in "
            "reports.",
            people=FEWEST_PEOPLE,
            deals=FEWEST_DEALS,
        ),
        tr(
            "Nobody is watched: only what already stands in the export is read. No keyboard, screen, mailbox, call or "
            "calendar is looked into."
        ),
        tr(
            "People are not ranked: where reps stand beside each other, it is in the order of their names or "
            "stand-ins. There is no score of a person, and nothing is decided automatically."
        ),
        tr(
            "The text of messages is not looked at; of an activity its kind, time, direction and subject are."
        ),
        tr("The program's own log of mistakes holds lines of code and never a value from a project."),
    )


def _where() -> Iterator[Block]:
    yield Table(
        ExportTable(
            tr("Places"),
            (
                ExportColumn(
                    tr("What"),
                    [
                        tr("Project file (.lane)"),
                        tr("Answers of imports (recipes)"),
                        tr("Answers of the trainer"),
                        tr("Settings"),
                        tr("Log of mistakes"),
                        tr("Files that are exported"),
                    ],
                ),
                ExportColumn(
                    tr("Where"),
                    [
                        tr("Where the user saves it, and nowhere else"),
                        tr("The user's configuration folder, under lanekeeper/recipes"),
                        tr("The user's data folder, under lanekeeper/training"),
                        tr("The user's configuration folder"),
                        tr("The user's folder for logs, under lanekeeper"),
                        tr("Where the user saves them"),
                    ],
                ),
                ExportColumn(
                    tr("Holds"),
                    [
                        tr("All of the above, with the names of people and the list of stand-ins"),
                        tr(
                            "Names of columns, pipelines and stages, and of users who are taken for automation"
                        ),
                        tr("Answers to exercises, by stand-in or group and without names"),
                        tr("The names of the last eight projects, and the choice of light or dark"),
                        tr("Lines of code, no data"),
                        tr(
                            "What is said of them when they are written; stand-ins unless names are asked for"
                        ),
                    ],
                ),
            ),
        )
    )
    yield Paragraph(
        tr(
            "The project file is not encrypted: it is as safe as the folder it lies in. Keep it where only those can "
            "read who may know the names."
        )
    )


def _access() -> Iterator[Block]:
    yield Bullets(
        (
            tr(
                "Whoever can open the project file sees all of it. There are no accounts and no roles inside of it."
            ),
            tr(
                "Lanekeeper deletes nothing on its own account. How long a project may be kept is for the company to "
                "say; the program sets no date."
            ),
            tr(
                "A newer export updates a project: deals that are gone from the CRM stay in it. Where somebody has to "
                "be forgotten, delete the person in the CRM and import a new export into a new project."
            ),
            tr(
                "To delete everything: delete the project file and the files that were exported from it. The folders "
                "of recipes and logs can be deleted as well; nothing else is kept."
            ),
            tr(
                "To pass on what was found without passing on who it was: File, Export for mailing. That copy has "
                "stand-ins, no list of who is who, no deal names and no free texts."
            ),
        )
    )
