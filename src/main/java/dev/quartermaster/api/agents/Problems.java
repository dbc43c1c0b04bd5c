package dev.quartermaster.api.agents;

import dev.quartermaster.domain.QuartermasterException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is wrong with one request, so that it is told at once. The first names the field. */
final class Problems {

    private final List<QuartermasterException> found = new ArrayList<>();

    /** What is read; null where that is refused. */
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
