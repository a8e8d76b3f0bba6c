//! The names by which the data files of the vocabulary call roles, row kinds and value kinds.

use crate::model::{Role, RowKind, ValueKind};

/// What cells hold.
pub(super) fn value_kind(name: &str) -> Option<ValueKind> {
    Some(match name {
        "amount" => ValueKind::Amount,
        "count" => ValueKind::Count,
        "percent" => ValueKind::Percent,
        "text" => ValueKind::Text,
        _ => return None,
    })
}

/// What a row is.
pub(super) fn row_kind(name: &str) -> Option<RowKind> {
    Some(match name {
        "total" => RowKind::Total,
        "year_total" => RowKind::YearTotal,
        "grand_total" => RowKind::GrandTotal,
        "carry_in" => RowKind::CarryIn,
        "carry_out" => RowKind::CarryOut,
        "use_of_surplus" => RowKind::UseOfSurplus,
        "surplus_distribution" => RowKind::SurplusDistribution,
        "subtotal" => RowKind::Subtotal,
        "item" => RowKind::Item,
        _ => return None,
    })
}

/// What a column means; names of no role stand for any other meaning.
pub(super) fn role(name: &str) -> Role {
    match name {
        "total" => Role::Total,
        "of_which" => Role::OfWhich,
        "basic" => Role::Basic,
        "project" => Role::Project,
        "personnel" => Role::Personnel,
        "running" => Role::Running,
        "wages" => Role::Wages,
        "transfers" => Role::Transfers,
        "goods_services" => Role::GoodsServices,
        "capital" => Role::Capital,
        "other_running" => Role::OtherRunning,
        "specific_purpose" => Role::SpecificPurpose,
        "general_budget" => Role::GeneralBudget,
        "government_fund" => Role::GovernmentFund,
        "state_capital" => Role::StateCapital,
        "special_account" => Role::SpecialAccount,
        "own_funds" => Role::OwnFunds,
        "current_income" => Role::CurrentIncome,
        "carry_in" => Role::CarryIn,
        "overseas" => Role::Overseas,
        "vehicles" => Role::Vehicles,
        "vehicle_purchase" => Role::VehiclePurchase,
        "vehicle_running" => Role::VehicleRunning,
        "reception" => Role::Reception,
        "amount" => Role::Amount,
        _ => Role::Other,
    }
}
