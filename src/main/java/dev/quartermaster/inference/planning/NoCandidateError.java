package dev.quartermaster.inference.planning;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.routing.ContextOverflow;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the error for a request without a candidate: each rejection reason once, those that can change first. */
public final class NoCandidateError {

    /** After which to ask again where no model says when it will be free. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int REASONS_SHOWN = 5;

    private NoCandidateError() {}

    /** @throws QuartermasterException when no model of the route may answer, with the reasons */
    public static void requireRoute(Decision decision) {
        if (decision.route().isEmpty()) {
            throw of(decision.rejected(), decision.time());
        }
    }

    /** @param now the time that waits are counted from */
    public static QuartermasterException of(List<Rejection> rejected, Instant now) {
        if (isForBudgets(rejected)) {
            return BudgetExceeded.of(rejected, now);
        }
        boolean lasting = rejected.stream().allMatch(Rejection::lasting);
        ContextOverflow contextOverflow = roomiest(rejected);
        if (lasting && contextOverflow != null) {
            return tooLong(contextOverflow, rejected);
        }
        return lasting
                ? new QuartermasterException(
                        ErrorCode.MODEL_NOT_SUITABLE, "No model fits this request: " + reasons(rejected), "model", null)
                : new QuartermasterException(
                        ErrorCode.NO_MODEL_AVAILABLE,
                        "No model can answer now: " + reasons(rejected),
                        "model",
                        shortestPause(rejected));
    }

    /** Returns whether budgets alone keep models from answering that could otherwise answer now. */
    private static boolean isForBudgets(List<Rejection> rejected) {
        return rejected.stream().anyMatch(rejection -> rejection.shortage() != null)
                && rejected.stream()
                        .filter(rejection -> rejection.passedOverFor() != null)
                        .allMatch(rejection -> rejection.shortage() != null);
    }

    /** In the words of OpenAI's own refusal, as clients look for them. */
    private static QuartermasterException tooLong(ContextOverflow contextOverflow, List<Rejection> rejected) {
        String message = "This model's maximum context length is " + contextOverflow.limit()
                + " tokens. However, this request needs about " + contextOverflow.tokens()
                + " tokens. Please reduce it: "
                + reasons(rejected);
        return new QuartermasterException(ErrorCode.CONTEXT_LENGTH_EXCEEDED, message, null, null);
    }

    /** How far the request is beyond the model that takes most, of those that it is too large for; null without one. */
    private static @Nullable ContextOverflow roomiest(List<Rejection> rejected) {
        return rejected.stream()
                .map(Rejection::overflow)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(ContextOverflow::limit))
                .orElse(null);
    }

    private static String reasons(List<Rejection> rejected) {
        Map<String, List<Rejection>> byReason = rejected.stream()
                .sorted(Comparator.comparing(Rejection::lasting))
                .collect(Collectors.groupingBy(Rejection::reason, LinkedHashMap::new, Collectors.toList()));
        List<String> told = new ArrayList<>();
        byReason.values().stream().limit(REASONS_SHOWN).forEach(alike -> told.add(told(alike)));
        if (byReason.size() > REASONS_SHOWN) {
            told.add("and " + (byReason.size() - REASONS_SHOWN) + " more reasons");
        }
        return String.join("; ", told);
    }

    private static String told(List<Rejection> alike) {
        Rejection first = alike.get(0);
        String others = alike.size() == 1 ? "" : " and " + (alike.size() - 1) + " more";
        return first.model() + others + ": " + first.reason();
    }

    private static Duration shortestPause(List<Rejection> rejected) {
        return rejected.stream()
                .map(Rejection::pause)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(PAUSE);
    }
}
