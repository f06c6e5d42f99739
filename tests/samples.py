"""A small document with one of everything, for tests that need no curriculum.

``ANSWER`` words stand only where a facilitator may look; tests search participants' files for them.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.export import document as d

SECRETS = ("zebrafeedback", "zebrareason", "zebradebrief", "zebrasay", "zebralikely", "zebrapurpose", "zebrabefore")
WITH_KEY = frozenset({"guide", "guide-docx", "key", "slides", "pptx", "slides-pdf", "study", "test-key", "scoring-sheet"})
"""The formats that hold answers. Whatever else is made, for whomever, holds none."""


def text(words: str, *cites: int) -> d.Inlines:
    spans: tuple[d.Span, ...] = (d.Span(words),)
    return (*spans, d.Span("", cites=cites), d.Span(".")) if cites else spans


def paragraph(words: str, *cites: int) -> d.Blocks:
    return (d.Paragraph(text(words, *cites)),)


def sample_document(reader: d.Reader = "facilitator") -> d.Document:
    """Everything the document model can hold, as ``reader`` may see it."""
    full = reader == "facilitator"

    def secret(words: str) -> d.Blocks:
        return paragraph(words) if full else ()

    questions = (
        d.Question(
            "define-1", 1, "single-choice", "define", paragraph("A 16-year-old trades a place to stay for contact. What is it?"),
            (d.Labelled("A", text("A private matter between two people")), d.Labelled("B", text("Child sex trafficking, because shelter is something of value")),
             d.Labelled("C", text("Trafficking only if someone else profits"))), (),
            d.Answer("B", (
                d.Reason("A", "A private matter", False, paragraph("zebrafeedback A child cannot agree to this", 1)),
                d.Reason("B", "Trafficking", True, paragraph("zebrafeedback Anything of value counts", 1, 2)),
                d.Reason("C", "Only if", False, paragraph("zebrafeedback Nobody else is needed")),
            )) if full else None,
        ),
        d.Question(
            "define-2", 2, "several-choices", "define", paragraph("Which of these can be something of value?"),
            tuple(d.Labelled(label, text(words)) for label, words in zip("ABCD", ("Food", "A bed for the night", "A ride", "A kind word"), strict=True)), (),
            d.Answer("A, B, C", tuple(d.Reason(label, label, label != "D", paragraph("zebrafeedback why")) for label in "ABCD")) if full else None,
        ),
        d.Question(
            "define-3", 3, "true-false", "define", paragraph("A child must be moved for it to be trafficking."),
            (d.Labelled("A", text("True")), d.Labelled("B", text("False"))), (),
            d.Answer("False", (d.Reason("A", "True", False, paragraph("zebrafeedback no")), d.Reason("B", "False", True, paragraph("zebrafeedback yes")))) if full else None,
        ),
        d.Question(
            "report-1", 4, "ordering", "report", paragraph("Put these steps in order."),
            tuple(d.Labelled(label, text(words)) for label, words in zip("ABC", ("Write down what you saw", "Call 911 if there is danger", "Tell the designated person"), strict=True)), (),
            d.Answer("B, C, A", (d.Reason("B", "Call", True, paragraph("zebrafeedback safety first")),)) if full else None,
        ),
        d.Question(
            "report-2", 5, "matching", "report", paragraph("Match the situation with whom to contact."),
            tuple(d.Labelled(label, text(words)) for label, words in zip("ABC", ("Police", "911", "CyberTipline"), strict=True)),
            tuple(d.Labelled(label, text(words)) for label, words in zip("123", ("A child is missing", "A child is in danger", "You suspect trafficking"), strict=True)),
            d.Answer("1 A, 2 B, 3 C", (d.Reason("1", "A", True, paragraph("zebrafeedback first police")),)) if full else None,
        ),
    )

    def choice(label: str, to: int, safety: str) -> d.ChoiceLine:
        return d.ChoiceLine(
            label, text(f"You take way {label}, which is written as one sentence of a usual length."), to,
            paragraph("They look up and say: “Okay.”"), safety if full else None, secret("zebrareason because"),
        )

    cards = (
        d.SceneCard(1, "At the lockers", paragraph("Monday, second period. You see them again, hood up, eyes half shut. " * 4), (choice("A", 2, "safer"), choice("B", 3, "riskier")), (), None),
        d.SceneCard(2, "After class", paragraph("They stay behind for a moment."), (choice("A", 4, "safer"), choice("B", 3, "mixed")), (), None),
        d.SceneCard(3, "A closed door", paragraph("They walk away."), (), paragraph("Everyone has been here. What now?"), "riskier" if full else None),
        d.SceneCard(4, "A small opening", paragraph("They talk to the counselor."), (), paragraph("You did three things that help."), "safer" if full else None),
    )
    blocks: d.Blocks = (
        d.Heading(1, text("What the words mean")),
        d.Paragraph((d.Span("A child is anyone "), d.Span("under 18", strong=True), d.Span(", "), d.Span("always", emphasis=True), d.Span("", cites=(1, 2)), d.Span(". See "), d.Span("report.cybertip.org", href="https://report.cybertip.org"), d.Span("."))),
        d.Listing((paragraph("First point of some length"), (*paragraph("Second point"), d.Listing((paragraph("Nested"),)))), False),
        d.Listing((paragraph("Step one"), paragraph("Step two")), True),
        d.Callout("remember", "Hold on to this", paragraph("Under 18 plus anything of value is trafficking", 1)),
        d.Callout("caution", "Not a checklist", paragraph("Not an assessment tool.")),
        d.Callout("support", "Take care", paragraph("You can step out at any time.")),
        d.Callout("law", "In law", paragraph("Federal law, in short.")),
        d.Table((text("Year"), text("Reports")), ((text("2021"), text("more than 17,200")), (text("2023"), text("more than 18,400"))), text("Reports by year")),
        d.Quotation(paragraph("A quoted line.")),
        d.CodeBlock("plain output"),
        d.Placeholder("Interactive map", "This part works in JupyterLab only."),
        d.Rule(),
        d.Explain("example", "One example", paragraph("The idea."), paragraph("Sam is 15.")),
        d.Discuss("talk", "Where would you notice?", "pairs", paragraph("Talk for three minutes."), (paragraph("What would you see?"), paragraph("Whom would you tell?")), secret("zebradebrief")),
        d.Sort("sort-it", "Accurate or not", paragraph("Sort the cards."), ("Accurate", "A misconception"),
               tuple(d.SortCard(f"Statement number {n} about what people believe", ("Accurate" if n % 2 else "A misconception") if full else None, "zebrareason" if full else None) for n in range(1, 9)), secret("zebradebrief")),
        d.Reflect("think", "One thought", paragraph("What stays with you?"), 3),
        d.Exercise("try", "Your next step", paragraph("Write it down."), (paragraph("Name one person."), paragraph("Write the number.")), 4, secret("zebradebrief")),
        d.Quiz("check", "Check your understanding", paragraph("Answer alone, then compare."), questions),
        d.Scenario("new-phone", "New phone, tired eyes", "You are a teacher.", paragraph("A fictional student changed this autumn."), paragraph("Fictional. You may stop at any time."), (paragraph("Where did it turn?"), paragraph("What would you do?")), cards),
    )
    notes = (
        d.Note("say", paragraph("zebrasay Welcome, everyone. " + "We will go slowly and nobody has to share. " * 3)),
        d.Note("ask", paragraph("What do you hope for?"), (paragraph("zebralikely To know whom to call. Reply: good."), paragraph("zebralikely Nothing yet."))),
        d.Note("do", paragraph("Hand out the cards.")),
        d.Note("watch-for", paragraph("Someone who goes quiet.")),
        d.Note("transition", paragraph("Now let us look at the words.")),
    )
    slides = (
        d.SlideSource("points", "How we take care", points=(text("Step out at any time"), text("No personal stories"), text("Questions are welcome")), notes=notes),
        d.SlideSource("statement", "In one sentence", text=text("A child cannot agree to be exploited."), notes=notes[:1]),
        d.SlideSource("compare", "Two sides", columns=(d.Column("Accurate", (text("No movement is needed"),)), d.Column("A misconception", (text("It always crosses a border"),)))),
        d.SlideSource("activity", "", activity="talk", notes=notes),
        d.SlideSource("activity", "", activity="sort-it"),
        d.SlideSource("activity", "", activity="check", questions=("define-1", "report-2"), notes=notes[2:3]),
        d.SlideSource("activity", "", activity="new-phone", notes=notes),
        d.SlideSource("contacts", "Whom to call", notes=notes[:1]),
    )
    wall = {"facilitator": slides, "participant": tuple(replace(slide, notes=()) for slide in slides), "learner": ()}[reader]
    segments = (
        d.Segment("welcome", "Welcome, and how we take care of each other", 1, blocks[:8], "18:00", d.Minutes(4, 6, 8, 6),
                  "zebrapurpose Set the tone." if full else "", "safety", (), ("Name tags",) if full else (), wall[:2]),
        d.Segment("define", "What child sex trafficking is", 2, blocks[8:], "18:06", d.Minutes(5, 9, 12, 9),
                  "zebrapurpose Define it." if full else "", "core", ("define", "report"), ("Cards", "Pens") if full else (), wall[2:]),
    )
    module = d.Module(
        "intro/1", "Recognizing Child Sex Trafficking", "Awareness for every adult who meets children",
        paragraph("What it is, how it shows up, what to do."), paragraph("Nothing graphic. Step out whenever you like."),
        (d.Objective("define", "Define child sex trafficking", False), d.Objective("report", "Recall reporting practices", True)),
        segments, (paragraph("Under 18 plus value equals trafficking", 1), paragraph("Report concern; you need no proof"), paragraph("Never confront")),
        (d.RoleSteps("For everyone", (paragraph("Save the numbers."), paragraph("Learn your host's policy."))), d.RoleSteps("If you work with children", (paragraph("Know the designated person."),))),
        (d.Term("Something of value", text("Money, food, a place to stay or anything else.")), d.Term("Indicator", text("A reason to ask."))),
        ("Projector", "Pens") if full else (), (paragraph("zebrabefore Confirm the local numbers."),) if full else (), (paragraph("zebrabefore Debrief together."),) if full else (),
    )
    return d.Document(
        reader, "Recognizing Child Sex Trafficking", "Evening for foster parents", "en", "letter", "open", "2026.1",
        paragraph("Independent of NCMEC and not endorsed by it. Not a reporting channel. Not legal advice."), "CC BY 4.0",
        d.About("Concerned community members", "Springfield Library", ("A. Facilitator", "B. Facilitator"), "January 15, 2027", "Room 2", "18:00", "19:00", 60, 24),
        (module,),
        (d.ScheduleRow("18:00", 6, "Welcome, and how we take care of each other", "intro/1", "welcome", 1, "safety", ends="18:06"),
         d.ScheduleRow("18:06", 10, "Break", "intro/1", None, None, "core", ends="18:16"),
         d.ScheduleRow("18:16", 9, "What child sex trafficking is", "intro/1", "define", 2, "core", ends="18:25")),
        (d.Contact("911", "A child is in danger right now.", "danger", "911", "", "24 hours", "", False, False, ""),
         d.Contact("Your state's child abuse line", "You suspect a child is being harmed.", "report", "", "", "varies", "Mandated reporters call here.", True, True, ""),
         d.Contact("NCMEC CyberTipline", "Suspected exploitation.", "report", "", "report.cybertip.org", "24 hours", "You need not give your name.", False, False, ""),
         d.Contact("NCMEC call center", "A missing child.", "missing", "1-800-THE-LOST (1-800-843-5678)", "", "24 hours", "Call the police first.", False, False, ""),
         d.Contact("988 Lifeline", "You or someone else needs to talk.", "support", "Call or text 988", "988lifeline.org", "24 hours", "", False, False, "")),
        (d.SourceNote(1, "NCMEC", "Child Sex Trafficking (issue page)", "https://www.missingkids.org/theissues/trafficking", "2023", False),
         d.SourceNote(2, "DHS Blue Campaign", "How You Can Help", "https://www.dhs.gov/blue-campaign", "undated", True)),
        (d.FactNote("F-A1-01", "Child sex trafficking is child abuse.", "seed", "2023", "2027-11-30", "", (1,)),
         d.FactNote("F-A1-02", "Value is not only money.", "seed", "2023", "2027-11-30", "Older wording omits food.", (1, 2))) if full else (),
        cuts=(d.Cut("18:16", "What child sex trafficking is", "intro/1", "define", False, 4, 5, "least"),) if full else (),
    )
