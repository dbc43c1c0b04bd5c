package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.quality.scoring.QualityScore;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scores of the answers of one request, where they are made before an answer leaves. Touched by one thread at a time. */
public final class AnswerScores {

    /** The code of an answer that was scored low: the model works, and is not to blame for its health. */
    private static final String LOW_SCORE = "low_score";

    /** An answer that was scored low. */
    public record LowAnswer(ModelSpec model, Object value, Usage usage, QualityScore score) {}

    private @Nullable QualityScore score;
    private @Nullable LowAnswer best;
    private boolean isBestGiven;

    /** The score of the answer that is given; null where it is not scored before. */
    public @Nullable QualityScore score() {
        return score;
    }

    /** An answer is good enough to be given. */
    public void passed(QualityScore own) {
        score = own;
    }

    /** The best of the low answers so far; null when there was none. */
    public @Nullable LowAnswer best() {
        return best;
    }

    /** Returns whether the answer is given although it is low, as no other model was left. */
    public boolean isBestGiven() {
        return isBestGiven;
    }

    /** An answer is low. @return the failure of its attempt, billed all the same */
    public ProviderFailure low(LowAnswer answer) {
        if (best == null || answer.score().score() > best.score().score()) {
            best = answer;
        }
        String message = String.format(
                Locale.ROOT,
                "%s answered with a quality of %.2f",
                answer.model().key(),
                answer.score().score());
        return new ProviderFailure(FailureKind.LOW_QUALITY, false, 0, LOW_SCORE, message, null).having(answer.usage());
    }

    /** The best of the low answers is given. */
    void giveBest(LowAnswer answer) {
        score = answer.score();
        isBestGiven = true;
    }

    static boolean isLowScore(ProviderFailure failure) {
        return failure.status() == 0 && failure.code().filter(LOW_SCORE::equals).isPresent();
    }
}
