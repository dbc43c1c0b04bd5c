package dev.quartermaster.inference.selection;

import dev.quartermaster.agents.AgentProfile;

/** The state that an assignment depends on. The assignment is valid while it stays the same. */
record StateStamp(SharedState circumstances, AgentProfile agent) {}
