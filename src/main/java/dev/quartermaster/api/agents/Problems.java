package dev.quartermaster.api.agents;

import dev.quartermaster.domain.QuartermasterException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of one request, so that one error reports them all. The first names the field. */
final class Problems {

    private final List<QuartermasterException> found = new ArrayList<>();

    /** Runs a reading; null where it is refused. */
    <T> @Nullable T take(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (QuartermasterException wrong) {
            found.add(wrong);
            return null;
        }
    }

    void add(String field, String message) {
        found.add(QuartermasterException.invalid(field, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws QuartermasterException when there are any */
    void refuse() {
        if (found.size() == 1) {
            throw found.get(0);
        } else if (!found.isEmpty()) {
            String all = found.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining("; "));
            throw QuartermasterException.invalid(found.get(0).param().orElse(null), all);
        }
    }
}
