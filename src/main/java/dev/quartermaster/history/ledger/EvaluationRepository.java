package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.storage.Conditions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores scores of answers, and keeps the quality of their requests the mean of them by weight. */
@ApplicationScoped
public class EvaluationRepository extends TableRepository<EvaluationEntity, EvaluationEntity.Key> {

    private static final TableColumns COLUMNS = TableColumns.of("evaluation", """
            time timestamptz, invocation_id uuid, source text, rater text, evaluated_at timestamptz,
            model text, agent_type text, score double precision, weight double precision, low boolean,
            completeness double precision, relevance double precision, coherence double precision,
            findings jsonb, comment text
            """);

    /** Places of the columns that name the request. */
    private static final int TIME = 0;

    private static final int ID = 1;
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SELECT = "select id, time, provider, model, agentType from Invocation";

    private static final String OF_DECISION = "from EvaluationEntity e where e.time between ?2 and ?3"
            + " and exists (select 1 from Invocation i where i.decisionId = ?1 and i.id = e.invocationId"
            + " and i.time = e.time and i.time between ?2 and ?3) order by e.evaluatedAt, e.source, e.rater";

    /** A request whose quality is that already is not touched: what is delivered twice changes nothing. */
    private static final String UPDATE = "UPDATE invocation AS i SET quality_score = s.score FROM ("
            + "SELECT e.time, e.invocation_id AS id, sum(e.score * e.weight) / sum(e.weight) AS score"
            + " FROM (SELECT DISTINCT CAST(k.t AS timestamptz) AS time, CAST(k.i AS uuid) AS id"
            + " FROM unnest(CAST($1 AS text[]), CAST($2 AS text[])) AS k(t, i)) AS b"
            + " JOIN evaluation e ON e.time = b.time AND e.invocation_id = b.id GROUP BY e.time, e.invocation_id) AS s"
            + " WHERE i.time = s.time AND i.id = s.id AND i.quality_score IS DISTINCT FROM s.score";

    /** A request that a model has answered. */
    @RegisterForReflection
    public record AnsweredRequest(
            UUID id,
            Instant time,
            String provider,
            String model,
            @Nullable String agentType) {

        public ModelKey key() {
            return new ModelKey(ProviderId.of(provider), model);
        }
    }

    private final InvocationRepository requests;

    EvaluationRepository(InvocationRepository requests) {
        this.requests = requests;
    }

    @Override
    TableColumns columns() {
        return COLUMNS;
    }

    @Override
    public JournalKind kind() {
        return JournalKind.EVALUATION;
    }

    @Override
    boolean isOneStatement() {
        return false;
    }

    /** Scores that are there already are left as they are; the rest changes the quality of its request. */
    @Override
    Uni<Integer> execute(List<@Nullable String[]> arrays) {
        return pool.withTransaction(transaction -> execute(transaction, COLUMNS.insertMissing(1), values(arrays))
                .call(() -> execute(transaction, UPDATE, values(List.of(arrays.get(TIME), arrays.get(ID))))));
    }

    /**
     * Finds the newest request of that id that a model answered; empty if there is none.
     *
     * @param caller whose it must be; null for anybody's
     */
    public Uni<Optional<AnsweredRequest>> answered(String requestId, @Nullable String caller) {
        Conditions wanted = new Conditions()
                .and("requestId = :requestId", "requestId", requestId)
                .and("caller = :caller", "caller", caller)
                .and("source = :source", "source", "call")
                .and("outcome = :outcome", "outcome", "success");
        return query(() -> requests.find(SELECT + wanted.where() + " order by time desc", wanted.values())
                .project(AnsweredRequest.class)
                .firstResult()
                .map(Optional::ofNullable));
    }

    /** Returns the scores of the answer that followed a decision, in the order in which they were made. */
    public Uni<List<EvaluationRecord>> ofDecision(UUID decision) {
        return query(() -> NearId.search(
                        decision,
                        (from, to) -> find(OF_DECISION, decision, from, to).list(),
                        found -> !found.isEmpty()))
                .map(rows -> rows.stream().map(EvaluationEntity::record).toList());
    }

    /** Stores one score at once; returns false if the same rater has scored the same answer before. */
    public Uni<Boolean> add(EvaluationRecord evaluation) {
        List<@Nullable String[]> arrays = COLUMNS.arrays(List.of(row(evaluation)));
        return write(() -> execute(arrays).map(stored -> stored > 0));
    }

    private static ByteBuffer row(EvaluationRecord evaluation) {
        StringWriter row = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(row)) {
            evaluation.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string takes every character", impossible);
        }
        return StandardCharsets.UTF_8.encode(row.toString());
    }
}
