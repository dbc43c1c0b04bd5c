package dev.quartermaster.inference.failover;

import dev.quartermaster.history.Attempt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A request's step from a model that did not answer to the next that was called.
 *
 * @param from {@code provider/id}
 * @param reason why the first did not answer, as a failure kind
 */
public record FailoverStep(String from, String to, String reason) {

    /** One for each further model, at its first call; coming round to a model again is none. */
    public static List<FailoverStep> of(List<Attempt> attempts) {
        List<FailoverStep> hops = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Attempt last = null;
        for (Attempt attempt : attempts) {
            boolean isCall = attempt.called();
            if (last == null || (isCall && !seen.contains(name(attempt)))) {
                if (last != null) {
                    hops.add(new FailoverStep(name(last), name(attempt), last.reason()));
                }
                seen.add(name(attempt));
                last = attempt;
            } else if (name(attempt).equals(name(last))) {
                last = attempt;
            }
        }
        return hops;
    }

    private static String name(Attempt attempt) {
        return attempt.provider() + "/" + attempt.model();
    }
}
