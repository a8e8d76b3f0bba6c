//! Rules on vehicles, journeys, receptions and assets.

pub mod assets_beyond_belief;
pub mod journey_without_group;
pub mod other_vehicles_unexplained;
pub mod purchase_without_vehicle;
pub mod reception_without_guests;
pub mod running_cost_without_vehicles;
pub mod spent_above_plan_unexplained;
pub mod vehicles_without_running_cost;
