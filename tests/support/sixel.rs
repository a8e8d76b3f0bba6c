//! Reads sixel graphics back: the points of a picture, three bytes each.

/// Width, height and points of one sixel sequence, from behind its `q` to its end.
pub(crate) fn decode(data: &str) -> (usize, usize, Vec<u8>) {
    let mut parts = Parts(data);
    assert_eq!(parts.next(), Some('"'), "raster attributes come first");
    let raster = parts.numbers();
    let (width, height) = (raster[2], raster[3]);
    let mut points = vec![0_u8; width * height * 3];
    let mut palette = vec![[0_u8; 3]; 256];
    let (mut x, mut band, mut colour) = (0, 0, 0);
    while let Some(c) = parts.next() {
        let count = if c == '!' { parts.numbers()[0] } else { 1 };
        let c = if c == '!' {
            parts.next().expect("a sixel")
        } else {
            c
        };
        match c {
            '#' => {
                let numbers = parts.numbers();
                colour = numbers[0];
                if let [_, 2, red, green, blue] = numbers[..] {
                    palette[colour] = [red, green, blue].map(|part| (part * 255 / 100) as u8);
                }
            }
            '$' => x = 0,
            '-' => (x, band) = (0, band + 6),
            '?'..='~' => {
                let six = c as u8 - b'?';
                for column in x..x + count {
                    for row in (0..6).filter(|row| six >> row & 1 == 1) {
                        assert!(column < width && band + row < height, "inside the picture");
                        let at = ((band + row) * width + column) * 3;
                        points[at..at + 3].copy_from_slice(&palette[colour]);
                    }
                }
                x += count;
            }
            other => assert_eq!(other, '?', "no sixel"),
        }
    }
    (width, height, points)
}

struct Parts<'a>(&'a str);

impl Parts<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.0.chars().next()?;
        self.0 = &self.0[c.len_utf8()..];
        Some(c)
    }

    fn numbers(&mut self) -> Vec<usize> {
        let end = self.0.find(|c: char| !c.is_ascii_digit() && c != ';');
        let (numbers, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        let numbers = numbers.split(';');
        numbers
            .map(|number| number.parse().expect("a number"))
            .collect()
    }
}
