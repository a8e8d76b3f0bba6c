//! What shells and manuals need: completion scripts and the manual page.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::{PASSED, print};

pub(super) fn completions(shell: Shell) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "chazhang", &mut script);
    print(|out| out.write_all(&script))?;
    Ok(PASSED)
}

/// One page for the program and all its commands: there are no pages of single commands.
pub(super) fn man() -> anyhow::Result<u8> {
    // Not built: building would repeat the global options under every command.
    let command = Arguments::command();
    let page = clap_mangen::Man::new(command.clone());
    print(|out| {
        page.render_title(out)?;
        page.render_name_section(out)?;
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
        for subcommand in command.get_subcommands() {
            render_subcommand(subcommand, out)?;
        }
        page.render_extra_section(out)?;
        page.render_version_section(out)
    })?;
    Ok(PASSED)
}

fn render_subcommand(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    let mut section = Vec::new();
    page.render_description_section(&mut section)?;
    page.render_options_section(&mut section)?;
    page.render_extra_section(&mut section)?;
    // Headings of the command become headings below its name.
    let section = String::from_utf8_lossy(&section).replace(".SH ", ".SS ");
    writeln!(
        out,
        ".SH \"CHAZHANG {}\"",
        command.get_name().to_uppercase()
    )?;
    out.write_all(section.as_bytes())
}
