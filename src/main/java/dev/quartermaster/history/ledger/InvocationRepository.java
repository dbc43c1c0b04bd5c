package dev.quartermaster.history.ledger;

import dev.quartermaster.history.journal.JournalKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores requests, most with the decision that they followed, and finds single ones. */
@ApplicationScoped
public class InvocationRepository extends TableRepository<Invocation, UUID> {

    private static final TableColumns COLUMNS = TableColumns.of("invocation", """
            id uuid, time timestamptz, source text, request_id text, caller text, agent_type text,
            task_id text, dialect text, tags jsonb, requested_model text, provider text, model text,
            decision_id uuid, outcome text, failure_kind text, error_code text, http_status integer,
            attempts jsonb, failovers integer, streamed boolean, complete boolean, cancelled boolean,
            latency_ms double precision, time_to_first_token_ms double precision,
            uncached_input_tokens bigint, cache_read_tokens bigint, cache_write_5m_tokens bigint,
            cache_write_1h_tokens bigint, output_tokens bigint, reasoning_tokens bigint,
            tool_prompt_tokens bigint, usage_estimated boolean, cost_usd numeric, price_source text,
            price_version text, quality_score double precision, instance text, environment text,
            service_tier text, price_route text, audio_input_tokens bigint, image_input_tokens bigint,
            audio_output_tokens bigint, image_output_tokens bigint, failed_cost_usd numeric,
            budget_leases jsonb, cache_status text, saved_usd numeric,
            decision_made jsonb, decision_inputs jsonb
            """);

    private static final int DECISION_ID = COLUMNS.position("decision_id");
    private static final int DECISION_MADE = COLUMNS.position("decision_made");

    private final Event<DecisionsStored> listeners;

    InvocationRepository(Event<DecisionsStored> listeners) {
        this.listeners = listeners;
    }

    @Override
    TableColumns columns() {
        return COLUMNS;
    }

    @Override
    public JournalKind kind() {
        return JournalKind.INVOCATION;
    }

    @Override
    void stored(List<@Nullable String[]> arrays) {
        @Nullable String[] ids = arrays.get(DECISION_ID);
        @Nullable String[] made = arrays.get(DECISION_MADE);
        List<UUID> decisions = new ArrayList<>(ids.length);
        for (int row = 0; row < ids.length; row++) {
            String id = ids[row];
            if (id != null && made[row] != null) {
                decisions.add(UUID.fromString(id));
            }
        }
        if (!decisions.isEmpty()) {
            listeners.fire(new DecisionsStored(decisions));
        }
    }

    /** Finds a request; null if there is none. */
    public Uni<Invocation> byId(UUID id) {
        return query(() -> NearId.search(
                id,
                (from, to) ->
                        find("id = ?1 and time between ?2 and ?3", id, from, to).firstResult(),
                Objects::nonNull));
    }

    /** Returns the requests that followed a decision, oldest first. */
    public Uni<List<Invocation>> ofDecision(UUID decisionId) {
        return query(() -> NearId.search(
                decisionId,
                (from, to) -> list("decisionId = ?1 and time between ?2 and ?3 order by time", decisionId, from, to),
                requests -> !requests.isEmpty()));
    }
}
