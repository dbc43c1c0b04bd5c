package dev.quartermaster.api.metrics;

import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.TimeRange;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.GroupKey;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters of an export of metrics. */
public record MetricsParameters(
        @QueryParam("group_by") @Nullable String groupBy,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,
        @QueryParam("model") @Nullable String model,
        @QueryParam("provider") @Nullable String provider,
        @QueryParam("agent_type") @Nullable String agentType) {

    private static final Duration DEFAULT_SPAN = Duration.ofDays(1);

    /** Keys that the sums are kept by, so that no question reads single requests but at the edges of the range. */
    private static final Set<GroupKey> KEYS = EnumSet.of(
            GroupKey.MODEL,
            GroupKey.PROVIDER,
            GroupKey.AGENT_TYPE,
            GroupKey.API_KEY,
            GroupKey.ENVIRONMENT,
            GroupKey.HOUR,
            GroupKey.DAY,
            GroupKey.WEEK,
            GroupKey.MONTH);

    /** @throws QuartermasterException {@code invalid_request}, naming the parameter */
    TimeRange.Closed range(Instant now) {
        return TimeRange.ofUrl(from, to).closed(now, DEFAULT_SPAN);
    }

    /** Returns the question for the rows of the export. */
    CostQuestion rows(TimeRange.Closed range) {
        return CostQuestion.whole(keys(), filters(), range.from(), range.to());
    }

    /** Returns the question for the summary. */
    CostQuestion summary(TimeRange.Closed range) {
        List<GroupKey> keys = List.of(GroupKey.AGENT_TYPE, GroupKey.PROVIDER, GroupKey.MODEL);
        return CostQuestion.whole(keys, filters(), range.from(), range.to());
    }

    /** @throws QuartermasterException {@code invalid_request} for a key that there is not */
    List<GroupKey> keys() {
        Set<GroupKey> keys = new LinkedHashSet<>();
        String words = QueryParameters.text(groupBy);
        if (words != null) {
            for (String word : words.split(",", -1)) {
                keys.add(
                        GroupKey.parse(word.strip()).filter(KEYS::contains).orElseThrow(MetricsParameters::unknownKey));
            }
        }
        return new ArrayList<>(keys);
    }

    private static QuartermasterException unknownKey() {
        return QuartermasterException.invalid(
                "group_by",
                "'group_by' is a list of " + KEYS.stream().map(GroupKey::wire).collect(Collectors.joining(", "))
                        + ", separated by commas");
    }

    private Map<GroupKey, String> filters() {
        Map<GroupKey, String> filters = new EnumMap<>(GroupKey.class);
        filter(filters, GroupKey.MODEL, model);
        filter(filters, GroupKey.PROVIDER, provider);
        filter(filters, GroupKey.AGENT_TYPE, agentType);
        return filters;
    }

    private static void filter(Map<GroupKey, String> filters, GroupKey key, @Nullable String given) {
        String value = QueryParameters.text(given);
        if (value != null) {
            filters.put(key, value);
        }
    }
}
