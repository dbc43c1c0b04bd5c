package dev.quartermaster.api.catalog;

import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.catalog.query.ModelFilter;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The query of a list of models. */
public class ModelQuery {

    @QueryParam("region")
    String region;

    @QueryParam("provider")
    String provider;

    @QueryParam("streaming")
    String streaming;

    @QueryParam("modality")
    String modality;

    @QueryParam("access")
    String access;

    @QueryParam("limit")
    @DefaultValue("100")
    String limit;

    @QueryParam("cursor")
    String cursor;

    ModelFilter filter() {
        return new ModelFilter(region, provider, streamingWanted(), modality, accessWanted());
    }

    private Boolean streamingWanted() {
        if (streaming == null) {
            return null;
        }
        return switch (streaming) {
            case "true" -> true;
            case "false" -> false;
            default -> throw QuartermasterException.invalid("streaming", "'streaming' must be true or false");
        };
    }

    private InvocationAccess accessWanted() {
        if (access == null) {
            return null;
        }
        String known = Arrays.stream(InvocationAccess.values())
                .map(InvocationAccess::wire)
                .collect(Collectors.joining(", "));
        return InvocationAccess.parse(access)
                .orElseThrow(() -> QuartermasterException.invalid("access", "'access' must be one of " + known));
    }
}
