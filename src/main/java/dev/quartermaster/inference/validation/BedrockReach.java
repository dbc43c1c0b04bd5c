package dev.quartermaster.inference.validation;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.validation.Finding.Code;
import dev.quartermaster.registry.Deprecation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether Bedrock's catalog has a way from the called region to a model. What it does not know is no error. */
final class BedrockReach {

    private final Optional<CatalogIndex> catalog;
    private final String region;
    private final LocalDate today;

    BedrockReach(Optional<CatalogIndex> catalog, String region, LocalDate today) {
        this.catalog = catalog;
        this.region = region;
        this.today = today;
    }

    List<Finding> of(ModelSpec model) {
        if (catalog.isEmpty()) {
            return List.of(unknown("Bedrock's catalog is not available"));
        }
        CatalogIndex index = catalog.get();
        Optional<CatalogModel> known = index.find(model.key().id());
        if (known.isEmpty()) {
            return List.of(unknown("Bedrock's catalog does not list it"));
        }
        if (!index.isAsked(region)) {
            return List.of(unknown("Bedrock's catalog has no answer from " + region));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            index.resolve(model, region);
        } catch (QuartermasterException refusal) {
            findings.add(Finding.error(Code.NOT_REACHABLE, refusal.getMessage()));
        }
        known.get().in(region).flatMap(this::end).ifPresent(findings::add);
        return findings;
    }

    /** What Bedrock has under a name that the registry does not know; empty when it has nothing like it either. */
    Optional<String> hint(String name) {
        String id = name.substring(name.indexOf('/') + 1);
        return catalog.flatMap(index -> index.find(id)
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
