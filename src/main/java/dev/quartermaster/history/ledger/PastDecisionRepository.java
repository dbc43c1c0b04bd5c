package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.RequestDecision;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.ledger.PastDecision.Happened;
import dev.quartermaster.storage.Conditions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stores decisions that no request followed, and reads all with the request that followed each. */
@ApplicationScoped
public class PastDecisionRepository extends TableRepository<DecisionEntity, UUID> {

    /**
     * Selects past decisions.
     *
     * @param from the first moment that counts
     * @param to the first moment that does not
     * @param agentType null for all
     */
    public record PastDecisionFilter(
            Instant from, Instant to, @Nullable String agentType) {}

    private static final String BY_ID =
            "select document, inputs from DecisionEntity where id = ?1 and time between ?2 and ?3";

    private static final String HELD_BY_ID = "SELECT CAST(document AS text), CAST(inputs AS text) FROM request_decision"
            + " WHERE id = :id AND time BETWEEN :from AND :to";

    private static final String OF_AGENT = "exists (select 1 from Invocation i where i.decisionId = d.id"
            + " and i.source = 'call' and i.time >= :earliest and i.agentType = :agentType)";

    private static final String CHOICES = "select d.id, d.time, d.inputs, d.provider, d.model from DecisionEntity d";

    private static final String REQUESTS = "select i.decisionId, i.time, i.decisionMade, i.decisionInputs, i.agentType,"
            + " i.provider, i.model, i.outcome, i.latencyMs, i.qualityScore, i.uncachedInputTokens, i.cacheReadTokens,"
            + " i.cacheWrite5mTokens, i.cacheWrite1hTokens, i.outputTokens, i.audioInputTokens, i.imageInputTokens,"
            + " i.audioOutputTokens, i.imageOutputTokens, i.costUsd from Invocation i";

    private static final String FOLLOWED =
            REQUESTS + " where i.decisionId in :decisions and i.source = 'call' and i.time >= :earliest";

    /** PostgreSQL compares ids by their bytes, which their text keeps in order. */
    private static final Comparator<PastDecision> OLDEST_FIRST = Comparator.comparing(PastDecision::time)
            .thenComparing(decision -> decision.id().toString());

    private final InvocationRepository invocations;
    private final Event<DecisionsStored> listeners;
    private final ObjectMapper json;

    PastDecisionRepository(InvocationRepository invocations, Event<DecisionsStored> listeners, ObjectMapper json) {
        this.invocations = invocations;
        this.listeners = listeners;
        this.json = json;
    }

    /**
     * Decision as JSON text.
     *
     * @param inputs the selection inputs; null if they were not kept
     */
    @RegisterForReflection
    public record StoredDecision(String document, @Nullable String inputs) {}

    /** Decision with its selection inputs and the chosen model. */
    @RegisterForReflection
    record Choice(
            UUID id,
            Instant time,
            String inputs,
            @Nullable String provider,
            @Nullable String model) {}

    /**
     * Request that followed a decision.
     *
     * @param made what it holds of that decision, and nobody else; null where that has a row of its own
     */
    @RegisterForReflection
    record Followed(
            UUID decisionId,
            Instant time,
            @Nullable String made,
            @Nullable String inputs,
            @Nullable String agentType,
            @Nullable String provider,
            @Nullable String model,
            String outcome,
            @Nullable Double latencyMs,
            @Nullable Double quality,
            long uncachedInput,
            long cacheRead,
            long cacheWrite5m,
            long cacheWrite1h,
            long output,
            @Nullable Long audioInput,
            @Nullable Long imageInput,
            @Nullable Long audioOutput,
            @Nullable Long imageOutput,
            @Nullable BigDecimal cost) {

        /** Rows from before these were counted have none. */
        MediaTokens media() {
            return MediaTokens.of(count(audioInput), count(imageInput), count(audioOutput), count(imageOutput));
        }

        private static long count(@Nullable Long tokens) {
            return tokens == null ? 0 : tokens;
        }
    }

    private static final TableColumns COLUMNS = TableColumns.of("decision", """
            id uuid, time timestamptz, document jsonb, inputs jsonb, provider text, model text
            """);

    @Override
    TableColumns columns() {
        return COLUMNS;
    }

    @Override
    public JournalKind kind() {
        return JournalKind.DECISION;
    }

    @Override
    void stored(List<@Nullable String[]> arrays) {
        listeners.fire(new DecisionsStored(
                Stream.of(arrays.get(0)).map(UUID::fromString).toList()));
    }

    /** Finds a decision; null if there is none. */
    public Uni<StoredDecision> byId(UUID id) {
        return query(() -> NearId.search(
                id,
                (from, to) -> held(id, from, to).onItem().ifNull().switchTo(() -> own(id, from, to)),
                Objects::nonNull));
    }

    private Uni<StoredDecision> own(UUID id, Instant from, Instant to) {
        return find(BY_ID, id, from, to).project(StoredDecision.class).firstResult();
    }

    private Uni<StoredDecision> held(UUID id, Instant from, Instant to) {
        return getSession().chain(session -> session.createNativeQuery(HELD_BY_ID, Object[].class)
                .setParameter("id", id)
                .setParameter("from", from)
                .setParameter("to", to)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(row -> new StoredDecision((String) row[0], (String) row[1])));
    }

    /** Counts the matching decisions. */
    public Uni<Long> count(PastDecisionFilter which) {
        Conditions own = own(which);
        Conditions held = held(which);
        return query(
                () -> count("from DecisionEntity d" + own.where(), own.values()).chain(alone -> invocations
                        .count("from Invocation i" + held.where(), held.values())
                        .map(others -> alone + others)));
    }

    /** Reads the decisions after a cursor, oldest first; none if there are no more. */
    public Uni<List<PastDecision>> page(PastDecisionFilter which, RowCursor after, int limit) {
        return query(() -> own(which, after, limit)
                .chain(own -> held(which, after, limit).map(held -> Stream.concat(own.stream(), held.stream())
                        .sorted(OLDEST_FIRST)
                        .limit(limit)
                        .toList())));
    }

    /** Those with a row of their own. */
    private Uni<List<PastDecision>> own(PastDecisionFilter which, RowCursor after, int limit) {
        Conditions wanted =
                own(which).and("(d.time, d.id) > (:afterTime, :after)", "afterTime", after.time(), "after", after.id());
        return find(CHOICES + wanted.where() + " order by d.time, d.id", wanted.values())
                .project(Choice.class)
                .range(0, limit - 1)
                .list()
                .chain(choices -> followed(choices, which.from().minus(RequestDecision.WITHIN))
                        .map(requests -> join(choices, requests)));
    }

    private static Conditions own(PastDecisionFilter which) {
        return new Conditions()
                .and("d.inputs is not null")
                .and("d.time >= :from", "from", which.from())
                .and("d.time < :to", "to", which.to())
                .and(
                        OF_AGENT,
                        "agentType",
                        which.agentType(),
                        "earliest",
                        which.from().minus(RequestDecision.WITHIN));
    }

    /** Those that their requests hold. */
    private Uni<List<PastDecision>> held(PastDecisionFilter which, RowCursor after, int limit) {
        Conditions wanted = held(which)
                .and("(i.time, i.decisionId) > (:afterTime, :after)", "afterTime", after.time(), "after", after.id());
        return invocations
                .find(REQUESTS + wanted.where() + " order by i.time, i.decisionId", wanted.values())
                .project(Followed.class)
                .range(0, limit - 1)
                .list()
                .map(requests -> requests.stream().map(this::held).toList());
    }

    private static Conditions held(PastDecisionFilter which) {
        return new Conditions()
                .and("i.decisionMade is not null")
                .and("i.time >= :from", "from", which.from())
                .and("i.time < :to", "to", which.to())
                .and("i.agentType = :agentType", "agentType", which.agentType());
    }

    private PastDecision held(Followed request) {
        return new PastDecision(
                request.decisionId(),
                request.time(),
                Objects.requireNonNull(request.inputs()),
                first(request),
                happened(request));
    }

    private @Nullable ModelKey first(Followed request) {
        try {
            JsonNode made = json.readTree(request.made());
            return made.has("model")
                    ? model(
                            made.path("provider").textValue(),
                            made.path("model").textValue())
                    : model(request.provider(), request.model());
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the ledger holds a decision that cannot be read", damaged);
        }
    }

    private Uni<List<Followed>> followed(List<Choice> choices, Instant earliest) {
        if (choices.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<String, Object> values =
                Map.of("decisions", choices.stream().map(Choice::id).toList(), "earliest", earliest);
        return invocations.find(FOLLOWED, values).project(Followed.class).list();
    }

    private static List<PastDecision> join(List<Choice> choices, List<Followed> requests) {
        Map<UUID, Happened> byDecision = new HashMap<>();
        requests.forEach(request -> byDecision.putIfAbsent(request.decisionId(), happened(request)));
        return choices.stream()
                .map(choice -> new PastDecision(
                        choice.id(),
                        choice.time(),
                        choice.inputs(),
                        model(choice.provider(), choice.model()),
                        byDecision.get(choice.id())))
                .toList();
    }

    private static Happened happened(Followed request) {
        return new Happened(
                request.agentType(),
                model(request.provider(), request.model()),
                request.outcome().equals("success"),
                request.latencyMs(),
                request.quality(),
                new Usage(
                        request.uncachedInput(),
                        request.cacheRead(),
                        request.cacheWrite5m(),
                        request.cacheWrite1h(),
                        request.output(),
                        0,
                        0,
                        false,
                        request.media(),
                        null),
                request.cost() == null ? null : new Money(request.cost()));
    }

    private static @Nullable ModelKey model(@Nullable String provider, @Nullable String id) {
        return provider == null || id == null ? null : new ModelKey(ProviderId.of(provider), id);
    }
}
