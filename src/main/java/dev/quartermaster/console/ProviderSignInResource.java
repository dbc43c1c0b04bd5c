package dev.quartermaster.console;

import dev.quartermaster.api.openid.ProviderSignIn;
import dev.quartermaster.api.openid.SignInRefused;
import dev.quartermaster.api.openid.SignedIn;
import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.auth.session.Sessions;
import dev.quartermaster.auth.session.SignOuts;
import dev.quartermaster.console.SignInPages.Wanted;
import dev.quartermaster.domain.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Signs people in through an OpenID provider: leads there, and takes in who comes back. */
@Singleton
@PermitAll
@Path(ProviderSignIn.PATH)
public class ProviderSignInResource {

    private final ProviderSignIn providerSignIn;
    private final OpenIdProvider provider;
    private final Sessions sessions;
    private final SignOuts signOuts;
    private final BrowserCookies cookies;
    private final SignInPages pages;

    ProviderSignInResource(
            ProviderSignIn providerSignIn,
            OpenIdProvider provider,
            Sessions sessions,
            SignOuts signOuts,
            BrowserCookies cookies,
            SignInPages pages) {
        this.providerSignIn = providerSignIn;
        this.provider = provider;
        this.sessions = sessions;
        this.signOuts = signOuts;
        this.cookies = cookies;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> go(@RestQuery String to, @Context RoutingContext context) {
        if (!provider.signsPeopleIn()) {
            throw new NotFoundException();
        }
        return ProviderSignIn.isWayBack(context) ? back(context) : there(SignInPages.place(to), context);
    }

    private Uni<Response> there(String to, RoutingContext context) {
        return providerSignIn
                .begin(context)
                .invoke(() -> cookies.keepPlace(context, to))
                .map(Pages::to)
                .onFailure(SignInRefused.class)
                .recoverWithUni(refused -> refused(context, to, refused));
    }

    private Uni<Response> back(RoutingContext context) {
        String to = SignInPages.place(cookies.place(context));
        return providerSignIn
                .finish(context)
                .chain(person -> person.caller().role() == Caller.Role.AGENT
                        ? pages.show(
                                context,
                                403,
                                Wanted.of(to),
                                provider.name() + " knows you as an agent. The console is for operators and admins.")
                        : open(context, to, person))
                .onFailure(SignInRefused.class)
                .recoverWithUni(refused -> refused(context, to, refused));
    }

    private Uni<Response> open(RoutingContext context, String to, SignedIn person) {
        String signOut =
                person.signOut() == null ? "" : signOuts.keep(person.signOut()).orElse("");
        cookies.open(context, sessions.open(person.caller(), person.until()), signOut);
        cookies.renewBrowser(context);
        return pages.onward(context, to, "You are signed in", "Go on to the console");
    }

    private Uni<Response> refused(RoutingContext context, String to, SignInRefused refused) {
        return pages.show(context, refused.reason().status(), Wanted.of(to), words(refused.reason()));
    }

    private String words(SignInRefused.Reason reason) {
        return switch (reason) {
            case DENIED -> provider.name() + " did not let you in, or you stopped there. You are not signed in.";
            case NOT_BEGUN_HERE ->
                "This sign-in did not begin in this browser, or began too long ago. Please try again.";
            case NOT_TAKEN ->
                "What " + provider.name() + " answered could not be taken. Please try again; the log says more.";
            case NO_ROLE -> provider.name() + " knows you, but with none of the roles that may do something here.";
            case AWAY -> provider.name() + " does not answer now. Try again later, or sign in with a key.";
        };
    }
}
