package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.Money;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leases of budgets that a request's cost counts against. Nearly always that is all of it against each of them, so that only
 * their ids are kept.
 *
 * @param whole ids of the leases that the whole cost of the row counts against
 * @param parts where that is not so: the amount by the id of the lease, and {@code whole} is empty
 */
public record LeaseAmounts(List<String> whole, Map<String, Money> parts) {

    /** Nothing was held. */
    public static final LeaseAmounts NONE = new LeaseAmounts(List.of(), Map.of());

    public LeaseAmounts {
        whole = List.copyOf(whole);
        parts = Map.copyOf(parts);
        if (!whole.isEmpty() && !parts.isEmpty()) {
            throw new IllegalArgumentException("either the whole cost counts, or an amount for each lease");
        }
    }

    /** @param cost of the row; null where it is not known */
    public static LeaseAmounts of(Map<String, Money> byLease, @Nullable Money cost) {
        return byLease.values().stream().allMatch(amount -> amount.equals(cost))
                ? new LeaseAmounts(List.copyOf(byLease.keySet()), Map.of())
                : new LeaseAmounts(List.of(), byLease);
    }

    /** The same amount against each of some leases. */
    public static LeaseAmounts of(List<String> leases, Money each, @Nullable Money cost) {
        if (each.equals(cost)) {
            return new LeaseAmounts(leases, Map.of());
        }
        Map<String, Money> byLease = new HashMap<>();
        leases.forEach(lease -> byLease.put(lease, each));
        return new LeaseAmounts(List.of(), byLease);
    }

    /** Writes the ids as an array, or the amounts by id; as text, because an amount is exact. */
    void write(JsonGenerator row) throws IOException {
        if (!whole.isEmpty()) {
            row.writeStartArray();
            for (String lease : whole) {
                row.writeString(lease);
            }
            row.writeEndArray();
        } else if (parts.isEmpty()) {
            row.writeNull();
        } else {
            row.writeStartObject();
            for (Map.Entry<String, Money> part : parts.entrySet()) {
                row.writeStringField(part.getKey(), part.getValue().toString());
            }
            row.writeEndObject();
        }
    }
}
