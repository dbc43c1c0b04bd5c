package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.Attempt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's step from a model that did not answer to the next that was called.
 *
 * @param from {@code provider/id}
 * @param reason why the first did not answer, as a failure kind
 */
public record FailoverStep(String from, String to, @Nullable String reason) {

    /** One for each further model, at its first call; coming round to a model again is none. */
    public static List<FailoverStep> of(List<Attempt> attempts) {
        List<FailoverStep> hops = new ArrayList<>();
        Set<ModelKey> seen = new HashSet<>();
        Attempt last = null;
        for (Attempt attempt : attempts) {
            boolean isCall = attempt.called();
            if (last == null || (isCall && !seen.contains(attempt.modelKey()))) {
                if (last != null) {
                    hops.add(new FailoverStep(
                            last.modelKey().toString(), attempt.modelKey().toString(), last.reason()));
                }
                seen.add(attempt.modelKey());
                last = attempt;
            } else if (attempt.modelKey().equals(last.modelKey())) {
                last = attempt;
            }
        }
        return hops;
    }
}
