package dev.quartermaster.agents;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A state an agent was in. {@code settings} empty: as the files said */
public record AgentRevision(
        long revision,
        Instant time,
        @Nullable String who,
        @Nullable String source,
        Optional<AgentSettings> settings) {}
