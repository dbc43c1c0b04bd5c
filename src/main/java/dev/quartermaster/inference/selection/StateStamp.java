package dev.quartermaster.inference.selection;

import dev.quartermaster.agents.AgentProfile;

/** What an assignment depends on. It holds as long as this stays the same. */
record StateStamp(SharedState circumstances, AgentProfile agent) {}
