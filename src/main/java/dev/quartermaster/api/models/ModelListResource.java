package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.query.ModelPage;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists the models of the registry, with filters. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ModelListResource {

    private final ModelRegistry registry;
    private final Providers providers;
    private final Clock clock;

    ModelListResource(ModelRegistry registry, Providers providers, Clock clock) {
        this.registry = registry;
        this.providers = providers;
        this.clock = clock;
    }

    @RolesAllowed(Roles.AGENT)
    @GET
    @NonBlocking
    @Operation(
            summary = "The models of the registry, all or those that match",
            description = "Each has the form of the registry file, and a state: whether it can be used, else why not,"
                    + " and whether its announced end is near.")
    public Page<ObjectNode> models(@BeanParam ModelListQuery query) {
        RegistrySnapshot models = registry.snapshot();
        ModelPage page = ModelPage.of(models.entries(), query.query(models), query.after(), Page.limit(query.limit()));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<ObjectNode> rows = page.entries().stream()
                .map(entry -> ModelRow.of(
                        models, entry, providers.usable(entry.model().key().provider()), today))
                .toList();
        return new Page<>(
                rows, page.last() == null ? null : new Cursor(page.last().toString()).text());
    }
}
