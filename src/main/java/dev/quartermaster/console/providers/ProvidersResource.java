package dev.quartermaster.console.providers;

import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.ConsoleForm;
import dev.quartermaster.console.ConsoleForms;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.ProviderWords.Word;
import dev.quartermaster.console.Room;
import dev.quartermaster.console.Words;
import dev.quartermaster.console.providers.ProviderPages.Finding;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.ProbeResult;
import dev.quartermaster.health.Prober;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Shows the providers, and probes one by hand. */
@Singleton
@Path("/console/providers")
public class ProvidersResource {

    private static final String PROBE = "probe";

    private final ProviderPages providers;
    private final Prober prober;
    private final ConsoleForms forms;
    private final Pages pages;
    private final AuditTrail audit;

    ProvidersResource(ProviderPages providers, Prober prober, ConsoleForms forms, Pages pages, AuditTrail audit) {
        this.providers = providers;
        this.prober = prober;
        this.forms = forms;
        this.pages = pages;
        this.audit = audit;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @RestQuery @Nullable String provider, @RestQuery @Nullable String done, @Context RoutingContext context) {
        String selected = provider == null ? "" : provider;
        return pages.answer(
                context, Room.PROVIDERS, () -> providers.show(context, 200, selected, Done.of(done), KeyForm.EMPTY));
    }

    /** Asks a provider whether it is there. It costs nothing, and lets its models be called again at once if it answers. */
    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Operation(hidden = true)
    public Uni<Response> act(byte[] content, @Context RoutingContext context) {
        return pages.answer(context, Room.PROVIDERS, () -> {
            ConsoleForm form = forms.read(content, context);
            Word word = providers.require(form.text("provider"));
            return form.isTo(PROBE)
                    ? probe(context, word)
                    : providers.show(context, 200, word.name(), Finding.NONE, KeyForm.EMPTY);
        });
    }

    private Uni<Response> probe(RoutingContext context, Word word) {
        Author author = new Author(RequestInfo.of(context).caller().id(), "console");
        return prober.probeOnDemand(ProviderId.of(word.name()))
                .call(() -> audit.acted(author, "probe", "provider", word.name(), null))
                .chain(result -> providers.show(context, 200, word.name(), found(result), KeyForm.EMPTY));
    }

    private static Finding found(ProbeResult result) {
        String took = Words.millis(result.took().toNanos() / 1e6);
        String name = result.provider().value();
        if (result.answered()) {
            return Finding.good(name + " answered in " + took + ".");
        }
        String what = result.reachable() ? " is there, but refused the question: " : " did not answer: ";
        return Finding.bad(name + what + result.detail());
    }
}
