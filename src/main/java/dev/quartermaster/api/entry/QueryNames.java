package dev.quartermaster.api.entry;

import dev.quartermaster.domain.QuartermasterException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Refuses query parameters that mean nothing under {@code /api/v1}, and those given twice of which one would not count: a
 * misspelt one would silently answer another question, clear more than was meant, or change what was to be tried only.
 */
class QueryNames {

    private static final String OWN = "/api/v1/";
    private static final String REPEATED = "+";

    /**
     * By method; those that are not listed take none. With a plus sign it may be repeated. The native executable cannot read
     * annotations; a test does.
     */
    private static final Map<String, Map<String, Boolean>> KNOWN = parse("""
            AgentHistoryResource.revisions limit
            AgentResource.change dry_run
            AgentResource.reset dry_run
            AgentResource.set dry_run
            AlertResource.list kind subject acknowledged from to limit cursor
            AssignmentResource.clear agent_type
            AuditResource.changes subject_kind subject_id who source action from to limit cursor
            BudgetResource.list limit cursor
            CacheResource.clear model agent_type tenant
            CatalogResource.availability model region residency
            CatalogResource.model region
            CatalogResource.models region provider streaming modality access limit cursor
            CostResource.costs group_by from to time_zone model provider agent_type task_id api_key environment limit cursor format
            CredentialResource.delete slot
            FailoverResource.list model agent_type from to limit cursor
            ForecastResource.forecast time_zone group_by
            KeyResource.list limit cursor
            MetricsResource.export group_by from to model provider agent_type
            ModelImportResource.read format dry_run accept_price_changes
            ModelListResource.models provider capability+ feature+ min_input_per_1m max_input_per_1m min_context_window enabled q alias family limit cursor
            PerformanceResource.byAgent window_hours
            PerformanceResource.performance window_hours model provider agent_type
            PerformanceResource.windows model agent_type
            ReconciliationResource.compare provider from to
            """);

    private static Map<String, Map<String, Boolean>> parse(String table) {
        Map<String, Map<String, Boolean>> known = new HashMap<>();
        table.lines().map(line -> line.split(" ")).forEach(words -> {
            Map<String, Boolean> names = new TreeMap<>();
            Stream.of(words).skip(1).forEach(word -> names.put(word.replace(REPEATED, ""), word.endsWith(REPEATED)));
            known.put(words[0], names);
        });
        return known;
    }

    /** Returns the parameters that a method of a resource takes, and whether each may be repeated. */
    static Map<String, Boolean> of(Class<?> resource, String method) {
        return KNOWN.getOrDefault(resource.getSimpleName() + "." + method, Map.of());
    }

    @ServerRequestFilter
    void refuseUnknown(RoutingContext context, SimpleResourceInfo resource) {
        if (!context.normalizedPath().startsWith(OWN)) {
            return;
        }
        Map<String, Boolean> known = of(resource.getResourceClass(), resource.getMethodName());
        MultiMap given = context.queryParams();
        for (String name : given.names()) {
            Boolean repeated = known.get(name);
            if (repeated == null) {
                throw invalid(name, "is not a parameter here; " + described(known.keySet()));
            } else if (!repeated && given.getAll(name).size() > 1) {
                throw invalid(name, "is given more than once");
            }
        }
    }

    private static QuartermasterException invalid(String name, String problem) {
        return QuartermasterException.invalid(name, "'" + name + "' " + problem);
    }

    private static String described(Set<String> known) {
        return known.isEmpty() ? "there are none" : "there are " + String.join(", ", known);
    }
}
