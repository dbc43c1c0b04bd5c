package dev.quartermaster.cost;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import dev.quartermaster.history.ledger.CostRepository.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question for what was spent.
 *
 * @param groupBy in the order they shall appear; empty for one sum over everything
 * @param from the first moment that counts
 * @param to the first moment that does not
 * @param limit the most rows in one answer
 * @param skip rows that earlier pages held
 */
public record CostQuery(List<GroupKey> groupBy, Instant from, Instant to, int limit, int skip) {

    private static final Duration DEFAULT_SPAN = Duration.ofDays(30);
    private static final int DEFAULT_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1000;

    public CostQuery {
        groupBy = List.copyOf(groupBy);
    }

    /**
     * Reads a question as it comes over HTTP; every part may be null.
     *
     * @param groupBy words separated by commas
     * @param from RFC 3339; 30 days before {@code to} if not given
     * @param to RFC 3339; {@code now} if not given
     * @param cursor where an earlier page left off; it carries that page's {@code to}, so that all pages show one state
     * @throws QuartermasterException {@code invalid_request}, naming the parameter
     */
    public static CostQuery parse(String groupBy, String from, String to, String limit, String cursor, Instant now) {
        CostCursor place =
                cursor == null ? new CostCursor(or(Timestamps.ofUrl("to", to), now), 0) : CostCursor.parse(cursor);
        Instant end = place.to();
        Instant start = or(Timestamps.ofUrl("from", from), end.minus(DEFAULT_SPAN));
        if (start.isAfter(end)) {
            throw QuartermasterException.invalid("from", "from must not be after to");
        }
        return new CostQuery(keys(groupBy), start, end, limit(limit), place.skip());
    }

    private static Instant or(@Nullable Instant given, Instant otherwise) {
        return given == null ? otherwise : given;
    }

    private static List<GroupKey> keys(String groupBy) {
        Set<GroupKey> keys = new LinkedHashSet<>();
        if (groupBy != null && !groupBy.isBlank()) {
            for (String word : groupBy.split(",", -1)) {
                keys.add(GroupKey.parse(word.strip())
                        .orElseThrow(() -> QuartermasterException.invalid(
                                "group_by", "group_by is a list of " + words() + ", separated by commas")));
            }
        }
        return new ArrayList<>(keys);
    }

    private static String words() {
        List<String> words = new ArrayList<>();
        for (GroupKey key : GroupKey.values()) {
            words.add(key.wire());
        }
        return String.join(", ", words);
    }

    private static int limit(String text) {
        if (text == null || text.isBlank()) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text.strip());
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw QuartermasterException.invalid("limit", "limit must be a number from 1 to " + HIGHEST_LIMIT);
    }
}
