//! Everything a user can ask for, as a table: one row per action, named as the key map names it.

/// One thing a user can ask for. What it is called and described as stands in the texts,
/// under `action.<name>` and `about.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The program ends.
    Quit,
    /// The keys that work here.
    Help,
    /// All actions by name.
    Palette,
    /// Search in all documents.
    Search,
    /// One step back; never quits.
    Back,
    /// One step forward again.
    Forward,
    /// The next pane gets the keys.
    FocusNext,
    /// The previous pane gets the keys.
    FocusPrevious,
    /// The departments pane gets the keys.
    FocusDepartments,
    /// The functional tree gets the keys.
    FocusFunctions,
    /// The economic table gets the keys.
    FocusEconomics,
    /// The findings pane gets the keys.
    FocusFindings,
    /// The pane with the keys takes the whole screen, or gives it back.
    Zoom,
    /// Lists all tables of the disclosure.
    OpenTables,
    /// Lists what was not understood.
    OpenProblems,
    /// Shows which figures were checked.
    OpenCoverage,
    /// Compares the marked disclosures.
    OpenCompare,
    /// Shows charts of the disclosure.
    OpenCharts,
    /// Shows where the selected thing is printed.
    OpenSource,
    /// Goes to the next finding.
    NextFinding,
    /// Goes to the previous finding.
    PreviousFinding,
    /// Shows amounts in another unit.
    SwitchUnit,
    /// Changes between Chinese and English.
    SwitchLanguage,
    /// Changes to the next theme.
    SwitchTheme,
    /// Draws with characters that are one cell wide on every terminal, or stops.
    SwitchPlain,
    /// Gives the mouse back to the terminal, or takes it.
    SwitchMouse,
    /// Stops the program until the shell continues it.
    Suspend,
    /// Paints the whole screen again.
    Redraw,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Opens what is selected.
    Enter,
    /// Copies the selected figure or text.
    CopyCell,
    /// Copies the selected row.
    CopyRow,
    /// Marks the row, or takes its mark away.
    Mark,
    /// Takes all marks away.
    ClearMarks,
    /// Lists only rows that hold what is typed.
    FilterRows,
    /// Shows the innermost rows without those above them, or the tree again.
    Flatten,
    /// Goes to the line above in the tree.
    Parent,
    /// Opens the line, or goes to its first part.
    Expand,
    /// Closes the line, or goes to the line above it.
    Collapse,
    /// Opens or closes the line.
    Toggle,
    /// Shows classes only.
    Level1,
    /// Shows classes and sections.
    Level2,
    /// Shows everything.
    Level3,
    /// Puts the rows in the next order.
    NextOrder,
    /// Shares and sorting follow the next column.
    NextColumn,
    /// Shares and sorting follow the previous column.
    PreviousColumn,
    /// Chooses the columns to show.
    ChooseColumns,
    /// Shows sum and difference beside the leading column, or hides them.
    ShowSums,
    /// Lists every place that prints the class.
    WherePrinted,
    /// Compares the next meaning of columns.
    NextMeasure,
    /// Shows the next chart.
    NextChart,
    /// Shows the previous chart.
    PreviousChart,
    /// Differences are taken from this column.
    SetBase,
    /// Builds the tree from the next table.
    NextTable,
    /// Builds the tree from the previous table.
    PreviousTable,
    /// Changes between department, government and paired classification.
    NextClassification,
    /// Shows errors only.
    FilterErrors,
    /// Shows errors and warnings.
    FilterWarnings,
    /// Shows all findings.
    FilterNothing,
    /// Findings of this disclosure, or of all.
    SwitchScope,
    /// Shows open findings only, then those of each decision, then all.
    FilterReviewed,
    /// Says that a finding is right and taken up.
    AcceptFinding,
    /// Says what explains a finding.
    ExplainFinding,
    /// Says that a finding is none.
    DismissFinding,
    /// Forgets what was said of a finding.
    ReopenFinding,
    /// One column to the left.
    CellLeft,
    /// One column to the right.
    CellRight,
    /// To the first column.
    FirstColumn,
    /// To the last column.
    LastColumn,
    /// Shows the columns that are empty throughout, or hides them.
    ShowEmptyColumns,
    /// Lists the relations the figure takes part in.
    Inspect,
    /// Shows the lines that are blank throughout, or hides them.
    ShowBlankLines,
    /// To the next highlighted place.
    NextHighlight,
    /// To the previous highlighted place.
    PreviousHighlight,
    /// Moves the text to the right.
    ScrollLeft,
    /// Moves the text to the left.
    ScrollRight,
    /// Deletes the character before the cursor.
    DeleteBack,
    /// Deletes the character after the cursor.
    DeleteForward,
    /// The cursor goes one character to the left.
    CursorLeft,
    /// The cursor goes one character to the right.
    CursorRight,
    /// The cursor goes to the beginning.
    CursorHome,
    /// The cursor goes to the end.
    CursorEnd,
    /// Empties the input box.
    ClearInput,
    /// Lists the figures of the running text.
    OpenClaims,
    /// Lists the projects with their targets.
    OpenProjects,
    /// Reads the files again.
    Reload,
    /// Stops reading files.
    StopLoading,
    /// Hides the column under the cursor.
    HideColumn,
    /// Shows hidden columns again.
    ShowColumns,
    /// Makes the column narrower.
    NarrowColumn,
    /// Makes the column wider.
    WidenColumn,
    /// Keeps the columns up to the cursor on screen, or lets them go.
    FreezeColumns,
    /// Sorts by the column under the cursor.
    SortColumn,
    /// Looks for something in what is on top.
    FindHere,
    /// Copies the whole table, tab-separated.
    CopyTable,
    /// Copies the whole table as Markdown.
    CopyMarkdown,
    /// Wraps long lines, or stops.
    SwitchWrap,
    /// Shows the page as a picture, or its text again.
    SwitchPicture,
    /// Shows the whole page, or the evidence again.
    WholePage,
    /// Shows less of the page, and larger.
    ZoomIn,
    /// Shows more of the page, and smaller.
    ZoomOut,
    /// To the left on the page.
    PanLeft,
    /// To the right on the page.
    PanRight,
    /// Up on the page.
    PanUp,
    /// Down on the page.
    PanDown,
    /// To the next page of the original.
    NextPage,
    /// To the page before.
    PreviousPage,
    /// Changes which lines are listed.
    NextFilter,
    /// Searches in less or more.
    NextScope,
    /// Takes the query asked before.
    PreviousQuery,
}

impl Action {
    /// All actions with their names, in the order help lists them.
    pub const ALL: &[(Action, &str)] = &[
        (Action::Quit, "quit"),
        (Action::Help, "help"),
        (Action::Palette, "palette"),
        (Action::Search, "search"),
        (Action::Back, "back"),
        (Action::Forward, "forward"),
        (Action::FocusNext, "focus-next"),
        (Action::FocusPrevious, "focus-previous"),
        (Action::FocusDepartments, "focus-departments"),
        (Action::FocusFunctions, "focus-functions"),
        (Action::FocusEconomics, "focus-economics"),
        (Action::FocusFindings, "focus-findings"),
        (Action::Zoom, "zoom"),
        (Action::OpenTables, "open-tables"),
        (Action::OpenProblems, "open-problems"),
        (Action::OpenCoverage, "open-coverage"),
        (Action::OpenCompare, "open-compare"),
        (Action::OpenCharts, "open-charts"),
        (Action::OpenSource, "open-source"),
        (Action::NextFinding, "next-finding"),
        (Action::PreviousFinding, "previous-finding"),
        (Action::SwitchUnit, "switch-unit"),
        (Action::SwitchLanguage, "switch-language"),
        (Action::SwitchTheme, "switch-theme"),
        (Action::SwitchPlain, "switch-plain"),
        (Action::SwitchMouse, "switch-mouse"),
        (Action::Suspend, "suspend"),
        (Action::Redraw, "redraw"),
        (Action::Up, "up"),
        (Action::Down, "down"),
        (Action::PageUp, "page-up"),
        (Action::PageDown, "page-down"),
        (Action::First, "first"),
        (Action::Last, "last"),
        (Action::Enter, "enter"),
        (Action::CopyCell, "copy-cell"),
        (Action::CopyRow, "copy-row"),
        (Action::Mark, "mark"),
        (Action::ClearMarks, "clear-marks"),
        (Action::FilterRows, "filter-rows"),
        (Action::Flatten, "flatten"),
        (Action::Parent, "parent"),
        (Action::Expand, "expand"),
        (Action::Collapse, "collapse"),
        (Action::Toggle, "toggle"),
        (Action::Level1, "level1"),
        (Action::Level2, "level2"),
        (Action::Level3, "level3"),
        (Action::NextOrder, "next-order"),
        (Action::NextColumn, "next-column"),
        (Action::PreviousColumn, "previous-column"),
        (Action::ChooseColumns, "choose-columns"),
        (Action::ShowSums, "show-sums"),
        (Action::WherePrinted, "where-printed"),
        (Action::NextMeasure, "next-measure"),
        (Action::NextChart, "next-chart"),
        (Action::PreviousChart, "previous-chart"),
        (Action::SetBase, "set-base"),
        (Action::NextTable, "next-table"),
        (Action::PreviousTable, "previous-table"),
        (Action::NextClassification, "next-classification"),
        (Action::FilterErrors, "filter-errors"),
        (Action::FilterWarnings, "filter-warnings"),
        (Action::FilterNothing, "filter-nothing"),
        (Action::SwitchScope, "switch-scope"),
        (Action::FilterReviewed, "filter-reviewed"),
        (Action::AcceptFinding, "accept-finding"),
        (Action::ExplainFinding, "explain-finding"),
        (Action::DismissFinding, "dismiss-finding"),
        (Action::ReopenFinding, "reopen-finding"),
        (Action::CellLeft, "cell-left"),
        (Action::CellRight, "cell-right"),
        (Action::FirstColumn, "first-column"),
        (Action::LastColumn, "last-column"),
        (Action::ShowEmptyColumns, "show-empty-columns"),
        (Action::Inspect, "inspect"),
        (Action::ShowBlankLines, "show-blank-lines"),
        (Action::NextHighlight, "next-highlight"),
        (Action::PreviousHighlight, "previous-highlight"),
        (Action::ScrollLeft, "scroll-left"),
        (Action::ScrollRight, "scroll-right"),
        (Action::DeleteBack, "delete-back"),
        (Action::DeleteForward, "delete-forward"),
        (Action::CursorLeft, "cursor-left"),
        (Action::CursorRight, "cursor-right"),
        (Action::CursorHome, "cursor-home"),
        (Action::CursorEnd, "cursor-end"),
        (Action::ClearInput, "clear-input"),
        (Action::OpenClaims, "open-claims"),
        (Action::OpenProjects, "open-projects"),
        (Action::Reload, "reload"),
        (Action::StopLoading, "stop-loading"),
        (Action::HideColumn, "hide-column"),
        (Action::ShowColumns, "show-columns"),
        (Action::NarrowColumn, "narrow-column"),
        (Action::WidenColumn, "widen-column"),
        (Action::FreezeColumns, "freeze-columns"),
        (Action::SortColumn, "sort-column"),
        (Action::FindHere, "find-here"),
        (Action::CopyTable, "copy-table"),
        (Action::CopyMarkdown, "copy-markdown"),
        (Action::SwitchWrap, "switch-wrap"),
        (Action::SwitchPicture, "switch-picture"),
        (Action::WholePage, "whole-page"),
        (Action::ZoomIn, "zoom-in"),
        (Action::ZoomOut, "zoom-out"),
        (Action::PanLeft, "pan-left"),
        (Action::PanRight, "pan-right"),
        (Action::PanUp, "pan-up"),
        (Action::PanDown, "pan-down"),
        (Action::NextPage, "next-page"),
        (Action::PreviousPage, "previous-page"),
        (Action::NextFilter, "next-filter"),
        (Action::NextScope, "next-scope"),
        (Action::PreviousQuery, "previous-query"),
    ];

    /// The name used in the key map.
    #[must_use]
    pub fn name(self) -> &'static str {
        Action::ALL
            .iter()
            .find(|(action, _)| *action == self)
            .map_or("", |(_, name)| name)
    }

    /// The action with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Action> {
        Action::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(action, _)| *action)
    }
}
