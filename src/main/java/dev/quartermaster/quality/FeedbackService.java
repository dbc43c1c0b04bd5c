package dev.quartermaster.quality;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.history.ledger.EvaluationRepository;
import dev.quartermaster.history.ledger.EvaluationRepository.AnsweredRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what callers say of answers, once for each request and key. */
@ApplicationScoped
public class FeedbackService {

    /** A request that was answered a moment ago is on its way to the database. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

    private final EvaluationRepository evaluations;
    private final History history;
    private final QualityConfig config;
    private final Clock clock;

    FeedbackService(EvaluationRepository evaluations, History history, QualityConfig config, Clock clock) {
        this.evaluations = evaluations;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    /** Keeps feedback. Fails with {@code invalid_request} naming the field if the request is unknown, or has it already. */
    public Uni<EvaluationRecord> give(String requestId, double score, @Nullable String comment, Caller caller) {
        String own = caller.role() == Caller.Role.AGENT ? caller.id() : null;
        return find(requestId, own)
                .map(found -> found.orElseThrow(() -> QuartermasterException.invalid(
                        "request_id", "There is no answered request '" + requestId + "'.")))
                .chain(request -> keep(request, requestId, score, comment, caller));
    }

    private Uni<Optional<AnsweredRequest>> find(String requestId, @Nullable String caller) {
        return evaluations
                .answered(requestId, caller)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : history.drained(ON_ITS_WAY).chain(() -> evaluations.answered(requestId, caller)));
    }

    private Uni<EvaluationRecord> keep(
            AnsweredRequest request, String requestId, double score, @Nullable String comment, Caller caller) {
        EvaluationRecord record = new EvaluationRecord(
                request.id(),
                request.time(),
                EvaluationRecord.Source.FEEDBACK,
                caller.id(),
                clock.instant(),
                request.key(),
                request.agentType(),
                score,
                config.feedback().weight(),
                score < config.threshold(),
                null,
                comment);
        return evaluations.add(record).map(added -> {
            if (!added) {
                throw QuartermasterException.invalid(
                        "request_id", "There is feedback of this key on request '" + requestId + "' already.");
            }
            return record;
        });
    }
}
