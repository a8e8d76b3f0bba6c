//! A small PDF writer: text in a font that is not embedded, ruling lines, turned pages, encryption marks.

use std::fmt::Write as _;

use chazhang::model::Table;

/// What the columns of a table are called, levels joined by strokes.
pub(crate) fn paths(table: &Table) -> Vec<String> {
    let columns = table.columns.iter();
    columns.map(|column| column.path.join("/")).collect()
}

/// How a page is turned. What it shows upright is the same for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Turn {
    /// Drawn upright.
    #[default]
    None,
    /// Drawn sideways, the page says so.
    Rotate,
    /// Drawn sideways, the page says nothing.
    Sideways,
}

/// How the bytes of strings become characters of the font, which is never embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Letters {
    /// GBK, by the name of the map.
    #[default]
    Gbk,
    /// UTF-16, by the name of the map.
    Unicode,
    /// Numbers of glyphs, which the file maps to characters.
    Mapped,
}

impl Letters {
    /// The font and what it refers to as object 5.
    fn font(self) -> (String, Vec<String>) {
        let font = |encoding: &str, ordering: &str, widths: &str| {
            format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding {encoding} /DescendantFonts \
                 [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry \
                 (Adobe) /Ordering ({ordering}) /Supplement 2 >> /DW 1000 /W [{widths}] >>] >>"
            )
        };
        match self {
            Letters::Gbk => (
                font("/GBK-EUC-H", "GB1", "814 907 500 7716 7716 500"),
                Vec::new(),
            ),
            Letters::Unicode => (font("/UniGB-UCS2-H", "GB1", "1 95 500"), Vec::new()),
            Letters::Mapped => {
                let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap \
                    /CMapName /A def 1 begincodespacerange <0000> <ffff> endcodespacerange\n\
                    1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end";
                let encoding = "/Identity-H /ToUnicode 5 0 R";
                (
                    font(encoding, "Identity", "32 126 500"),
                    vec![stream("", map)],
                )
            }
        }
    }

    /// Operators whose strings are GBK, with strings of these letters.
    fn coded(self, operators: &str) -> String {
        if self == Letters::Gbk {
            return operators.to_owned();
        }
        let mut pieces = operators.split('<');
        let mut coded = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (hex, rest) = piece.split_once('>').expect("strings are closed");
            let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("digits");
            let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
            let (text, _, _) = encoding_rs::GBK.decode(&bytes);
            let units: String = text
                .encode_utf16()
                .map(|unit| format!("{unit:04x}"))
                .collect();
            coded += &format!("<{units}>{rest}");
        }
        coded
    }
}

/// One page; positions are points from its upper left corner.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    width: f64,
    height: f64,
    turn: Turn,
    operators: String,
    picture: bool,
    form: bool,
    /// How many times smaller than shown a form is drawn.
    shrunk: f64,
    /// What is cut off on all four sides.
    margin: f64,
}

impl Sheet {
    /// A landscape page.
    pub(crate) fn new() -> Self {
        Sheet {
            width: 842.0,
            height: 595.0,
            turn: Turn::None,
            operators: String::new(),
            picture: false,
            form: false,
            shrunk: 1.0,
            margin: 0.0,
        }
    }

    /// The same page with another size.
    pub(crate) fn sized(mut self, width: f64, height: f64) -> Self {
        (self.width, self.height) = (width, height);
        self
    }

    /// How high the page is.
    pub(crate) fn height(&self) -> f64 {
        self.height
    }

    /// The same page turned.
    pub(crate) fn turned(mut self, turn: Turn) -> Self {
        self.turn = turn;
        self
    }

    /// The same page with everything drawn inside a form object.
    pub(crate) fn inside_form(mut self) -> Self {
        self.form = true;
        self
    }

    /// The same page with everything drawn so many times smaller, in a form object that enlarges it.
    pub(crate) fn inside_enlarging_form(mut self, times: f64) -> Self {
        self.shrunk = times;
        self.inside_form()
    }

    /// The same page on a sheet that is larger on all sides and cut by its crop box.
    pub(crate) fn cropped(mut self, margin: f64) -> Self {
        self.margin = margin;
        self
    }

    /// Prints text whose line has its base at `y`.
    pub(crate) fn text(&mut self, x: f64, y: f64, size: f64, text: &str) -> &mut Self {
        self.matrix_text([1.0, 0.0, 0.0, 1.0, x, self.height - y], size, text)
    }

    /// Prints text slanted upwards, as watermarks are.
    pub(crate) fn slanted(&mut self, x: f64, y: f64, size: f64, text: &str) -> &mut Self {
        self.matrix_text([0.7, 0.7, -0.7, 0.7, x, self.height - y], size, text)
    }

    fn matrix_text(&mut self, matrix: [f64; 6], size: f64, text: &str) -> &mut Self {
        let (bytes, _, _) = encoding_rs::GBK.encode(text);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let [a, b, c, d, e, f] = matrix;
        writeln!(
            self.operators,
            "BT /F1 {size} Tf {a} {b} {c} {d} {e} {f} Tm <{hex}> Tj ET"
        )
        .expect("a string takes everything");
        self
    }

    /// Draws a line.
    pub(crate) fn line(&mut self, x0: f64, y0: f64, x1: f64, y1: f64) -> &mut Self {
        let (y0, y1) = (self.height - y0, self.height - y1);
        writeln!(self.operators, "0.5 w {x0} {y0} m {x1} {y1} l S")
            .expect("a string takes everything");
        self
    }

    /// Draws a filled rectangle, thin ones being lines as spreadsheets draw them.
    pub(crate) fn bar(&mut self, x: f64, y: f64, width: f64, height: f64) -> &mut Self {
        let y = self.height - y - height;
        writeln!(self.operators, "{x} {y} {width} {height} re f")
            .expect("a string takes everything");
        self
    }

    /// Draws a picture over the whole page.
    pub(crate) fn picture(&mut self) -> &mut Self {
        self.picture = true;
        let (width, height) = (self.width, self.height);
        writeln!(self.operators, "q {width} 0 0 {height} 0 0 cm /I1 Do Q")
            .expect("a string takes everything");
        self
    }

    /// Appends raw operators.
    pub(crate) fn raw(&mut self, operators: &str) -> &mut Self {
        self.operators.push_str(operators);
        self
    }

    /// Draws a ruled table of equal rows at (`x`, `y`); returns where it ends. Lines inside a cell
    /// are divided by `\n`.
    pub(crate) fn table(&mut self, x: f64, y: f64, widths: &[f64], rows: &[Vec<&str>]) -> f64 {
        const LINE: f64 = 12.0;
        let right = x + widths.iter().sum::<f64>();
        let mut top = y;
        self.line(x, top, right, top);
        for row in rows {
            let lines = row.iter().map(|cell| cell.lines().count()).max();
            let height = LINE * lines.unwrap_or(1).max(1) as f64 + 4.0;
            let mut left = x;
            for (cell, width) in row.iter().zip(widths) {
                for (number, line) in cell.lines().enumerate() {
                    self.text(left + 2.0, top + LINE * (number + 1) as f64, 9.0, line);
                }
                self.line(left, top, left, top + height);
                left += width;
            }
            top += height;
            self.line(right, top - height, right, top);
            self.line(x, top, right, top);
        }
        top
    }

    fn content(&self) -> String {
        let turned = match self.turn {
            Turn::None => String::new(),
            Turn::Rotate | Turn::Sideways => format!("0 1 -1 0 {} 0 cm\n", self.height),
        };
        let (margin, scale) = (self.margin, 1.0 / self.shrunk);
        let placed = format!("{scale} 0 0 {scale} {margin} {margin} cm\n");
        format!("{placed}{turned}{}", self.operators)
    }

    fn media(&self) -> (f64, f64) {
        match self.turn {
            Turn::None => (self.width, self.height),
            Turn::Rotate | Turn::Sideways => (self.height, self.width),
        }
    }
}

/// The bytes of a file with these pages.
pub(crate) fn file(sheets: &[Sheet]) -> Vec<u8> {
    file_in(Letters::Gbk, sheets)
}

/// The bytes of a file that writes its strings in these letters.
pub(crate) fn file_in(letters: Letters, sheets: &[Sheet]) -> Vec<u8> {
    with_trailer(letters, sheets, "", &letters.font().1)
}

/// The bytes of a file that asks for a password.
pub(crate) fn locked(sheets: &[Sheet]) -> Vec<u8> {
    let key = "ab".repeat(32);
    let encrypt = format!("<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>");
    with_trailer(
        Letters::Gbk,
        sheets,
        "/ID [<00> <00>] /Encrypt 5 0 R",
        &[encrypt],
    )
}

/// Objects: 1 catalogue, 2 page tree, 3 font, 4 picture, then `more`, then three for each page.
fn with_trailer(letters: Letters, sheets: &[Sheet], trailer: &str, more: &[String]) -> Vec<u8> {
    let first = 5 + more.len();
    let page = |index: usize| first + index * 3;
    let kids: String = (0..sheets.len())
        .map(|index| format!("{} 0 R ", page(index)))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", sheets.len()),
        letters.font().0,
        stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
            "x",
        ),
    ];
    objects.extend(more.iter().cloned());
    let resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >>";
    for (index, sheet) in sheets.iter().enumerate() {
        let (width, height) = sheet.media();
        let margin = sheet.margin;
        let rotate = if sheet.turn == Turn::Rotate {
            "/Rotate 90"
        } else {
            ""
        };
        let own = page(index);
        let form = format!("/Resources << /XObject << /X1 {} 0 R >> >>", own + 2);
        let used = if sheet.form { form.as_str() } else { resources };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /CropBox [{margin} {margin} {} {}] {rotate} {used} /Contents {} 0 R >>",
            width + 2.0 * margin,
            height + 2.0 * margin,
            width + margin,
            height + margin,
            own + 1
        ));
        let content = letters.coded(&sheet.content());
        let shown = if sheet.form { "/X1 Do" } else { &content };
        objects.push(stream("", shown));
        // The form may draw itself, which must end nevertheless.
        let own_resources = resources.replace("/I1", &format!("/X1 {} 0 R /I1", own + 2));
        let times = sheet.shrunk;
        let bounds = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] /Matrix [{times} 0 0 {times} 0 0] {own_resources}"
        );
        objects.push(stream(&bounds, &content));
    }
    let mut bytes = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(bytes.len());
        write!(bytes, "{number} 0 obj\n{object}\nendobj\n").expect("a string takes everything");
    }
    let start = bytes.len();
    write!(
        bytes,
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    )
    .expect("a string takes everything");
    for offset in offsets {
        writeln!(bytes, "{offset:010} 00000 n ").expect("a string takes everything");
    }
    let size = objects.len() + 1;
    write!(
        bytes,
        "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )
    .expect("a string takes everything");
    bytes.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    let length = content.len();
    format!("<< {dictionary} /Length {length} >>\nstream\n{content}\nendstream")
}
