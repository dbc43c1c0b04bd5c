package dev.quartermaster.agents;

import java.time.Instant;
import java.util.Optional;

/** A state an agent was in. @param settings empty: as the files said */
public record AgentRevision(long revision, Instant time, String who, String source, Optional<AgentSettings> settings) {}
