package dev.quartermaster.inference.validation;

import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.validation.Finding.Code;
import dev.quartermaster.registry.Deprecation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Finds out whether Bedrock's catalog has a way to a model from the regions that may be called. What it does not know is no error. */
final class BedrockReachability {

    private final CallRoutes routes;
    private final LocalDate today;

    BedrockReachability(CallRoutes routes, LocalDate today) {
        this.routes = routes;
        this.today = today;
    }

    List<Finding> of(ModelSpec model) {
        try {
            return routes.of(model).map(way -> found(model, way)).orElseGet(() -> List.of(unknown(why(model))));
        } catch (QuartermasterException refusal) {
            return List.of(Finding.error(Code.NOT_REACHABLE, String.valueOf(refusal.getMessage())));
        }
    }

    private List<Finding> found(ModelSpec model, CallRoute way) {
        return routes.find(model).flatMap(known -> known.in(way.region())).flatMap(this::end).stream()
                .toList();
    }

    private String why(ModelSpec model) {
        if (routes.catalog().isEmpty()) {
            return "Bedrock's catalog is not available";
        }
        boolean listed = routes.find(model).isPresent();
        return listed
                ? "Bedrock's catalog has no answer from " + routes.policy().home()
                : "Bedrock's catalog does not list it";
    }

    /** Returns what Bedrock lists under a name that the registry lacks; empty without a similar one. */
    Optional<String> hint(String name) {
        String id = name.substring(name.indexOf('/') + 1);
        return routes.catalog().flatMap(index -> index.find(id)
                .map(model -> "Bedrock offers it as " + model.id() + ", but it has no price here")
                .or(() -> Optional.of(index.suggestions(id))
                        .filter(near -> name.startsWith("bedrock/") && !near.isEmpty())
                        .map(near -> "Bedrock has " + String.join(", ", near))));
    }

    private Optional<Finding> end(RegionAccess access) {
        Lifecycle lifecycle = access.lifecycle();
        return Optional.ofNullable(lifecycle.endOfLife())
                .flatMap(end -> Deprecation.of(LocalDate.ofInstant(end, ZoneOffset.UTC), today))
                .map(ModelValidator::deprecated);
    }

    private Finding unknown(String why) {
        return Finding.warning(Code.REACHABILITY_UNKNOWN, why + ", so whether it can be called is not known");
    }
}
