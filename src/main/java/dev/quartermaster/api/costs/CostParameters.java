package dev.quartermaster.api.costs;

import dev.quartermaster.api.Page;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.TimeRange;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostQuestion.LastGroup;
import dev.quartermaster.history.ledger.GroupKey;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters of a question for sums of cost. */
public record CostParameters(
        @QueryParam("group_by") @Nullable String groupBy,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,
        @QueryParam("time_zone") @Nullable String timeZone,
        @QueryParam("model") @Nullable String model,
        @QueryParam("provider") @Nullable String provider,
        @QueryParam("agent_type") @Nullable String agentType,
        @QueryParam("task_id") @Nullable String taskId,
        @QueryParam("api_key") @Nullable String apiKey,
        @QueryParam("environment") @Nullable String environment,

        @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT)
        String limit,

        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("format") @Nullable String format) {

    private static final Duration DEFAULT_SPAN = Duration.ofDays(30);

    /**
     * Reads the question; its limit is one more than that of the page, which tells if another page follows.
     *
     * @throws QuartermasterException {@code invalid_request}, naming the parameter
     */
    CostQuestion question(Instant now) {
        List<GroupKey> keys = keys();
        CostCursor place = CostCursor.parse(QueryParameters.text(cursor), keys);
        TimeRange given = TimeRange.ofUrl(from, to);
        TimeRange.Closed range =
                (place == null ? given : new TimeRange(given.from(), place.to())).closed(now, DEFAULT_SPAN);
        return new CostQuestion(
                keys,
                filters(),
                range.from(),
                range.to(),
                zone(),
                Page.limit(limit) + 1,
                place == null ? Optional.empty() : Optional.of(new LastGroup(place.group())));
    }

    private List<GroupKey> keys() {
        Set<GroupKey> keys = new LinkedHashSet<>();
        String words = QueryParameters.text(groupBy);
        if (words != null) {
            for (String word : words.split(",", -1)) {
                keys.add(GroupKey.parse(word.strip()).orElseThrow(CostParameters::unknownKey));
            }
        }
        return new ArrayList<>(keys);
    }

    private static QuartermasterException unknownKey() {
        return QuartermasterException.invalid(
                "group_by",
                "'group_by' is a list of "
                        + Arrays.stream(GroupKey.values()).map(GroupKey::wire).collect(Collectors.joining(", "))
                        + ", separated by commas");
    }

    private Map<GroupKey, String> filters() {
        Map<GroupKey, String> filters = new EnumMap<>(GroupKey.class);
        filter(filters, GroupKey.MODEL, model);
        filter(filters, GroupKey.PROVIDER, provider);
        filter(filters, GroupKey.AGENT_TYPE, agentType);
        filter(filters, GroupKey.TASK_ID, taskId);
        filter(filters, GroupKey.API_KEY, apiKey);
        filter(filters, GroupKey.ENVIRONMENT, environment);
        return filters;
    }

    private static void filter(Map<GroupKey, String> filters, GroupKey key, @Nullable String given) {
        String value = QueryParameters.text(given);
        if (value != null) {
            filters.put(key, value);
        }
    }

    ZoneId zone() {
        return zone(timeZone);
    }

    /** Reads a zone by its name; an offset is none, and the database reads its sign the other way round. */
    static ZoneId zone(@Nullable String timeZone) {
        String name = QueryParameters.text(timeZone);
        if (name == null || name.equals("Z")) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
            throw QuartermasterException.invalid(
                    "time_zone", "'time_zone' must be the name of a time zone, such as Europe/Berlin");
        }
        return ZoneId.of(name);
    }

    /** Returns the form that the URL asks for; null if it leaves that to the header. */
    @Nullable CostFormat form() {
        String word = QueryParameters.text(format);
        return word == null ? null : CostFormat.parse(word);
    }
}
