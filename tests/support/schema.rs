//! The part of JSON Schema that `docs/schema/` uses, so that outputs can be held against it.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A file of `docs/schema/`; what it takes from `check.json` is put into it.
pub(super) fn read(name: &str) -> Value {
    let text = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
        fs::read_to_string(folder.join(name)).expect("schema")
    };
    let json = |text: &str| -> Value { serde_json::from_str(text).expect("a schema is JSON") };
    let own = text(name);
    let mut schema = json(&own.replace("check.json#", "#"));
    if own.contains("check.json#") {
        schema["$defs"] = json(&text("check.json"))["$defs"].clone();
    }
    schema
}

/// Everything in `value` that the schema does not allow; an unknown keyword is reported, too.
pub(super) fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    visit(schema, schema, value, "$", &mut found);
    found
}

const SILENT: &[&str] = &["$schema", "$defs", "title", "description"];

fn visit(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else {
        found.push(format!("{path}: a schema is an object"));
        return;
    };
    for (keyword, rule) in rules {
        match keyword.as_str() {
            "$ref" => visit(root, referenced(root, rule), value, path, found),
            "type" if !has_type(rule, value) => found.push(format!("{path}: not {rule}: {value}")),
            "const" if rule != value => found.push(format!("{path}: not {rule}: {value}")),
            "enum" if !rule.as_array().is_some_and(|all| all.contains(value)) => {
                found.push(format!("{path}: none of {rule}: {value}"));
            }
            "minimum" if value.as_i64().is_some_and(|n| Some(n) < rule.as_i64()) => {
                found.push(format!("{path}: below {rule}: {value}"));
            }
            "anyOf" => {
                let choices = rule.as_array().cloned().unwrap_or_default();
                let fits = |choice: &Value| {
                    let mut inner = Vec::new();
                    visit(root, choice, value, path, &mut inner);
                    inner.is_empty()
                };
                if !choices.iter().any(fits) {
                    found.push(format!("{path}: fits no choice: {value}"));
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    visit(root, rule, item, &format!("{path}[{index}]"), found);
                }
            }
            "properties" => {
                for (name, schema) in rule.as_object().into_iter().flatten() {
                    if let Some(member) = value.get(name) {
                        visit(root, schema, member, &format!("{path}.{name}"), found);
                    }
                }
            }
            "required" => {
                for name in rule.as_array().into_iter().flatten() {
                    if value.get(name.as_str().unwrap_or("")).is_none() {
                        found.push(format!("{path}: {name} is missing"));
                    }
                }
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                for name in value.as_object().into_iter().flat_map(|all| all.keys()) {
                    if !known.is_some_and(|known| known.contains_key(name)) {
                        found.push(format!("{path}: {name} is unknown"));
                    }
                }
            }
            "type" | "const" | "enum" | "minimum" => {}
            other if SILENT.contains(&other) => {}
            other => found.push(format!("{path}: keyword {other} is not supported")),
        }
    }
}

fn referenced<'s>(root: &'s Value, reference: &Value) -> &'s Value {
    let pointer = reference.as_str().and_then(|text| text.strip_prefix('#'));
    pointer
        .and_then(|pointer| root.pointer(pointer))
        .unwrap_or(&Value::Null)
}

fn has_type(rule: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    };
    rule.as_array()
        .map_or_else(|| is(rule), |names| names.iter().any(is))
}
