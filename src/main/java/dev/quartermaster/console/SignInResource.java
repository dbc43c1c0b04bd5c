package dev.quartermaster.console;

import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.auth.Admission;
import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.auth.session.Sessions;
import dev.quartermaster.auth.session.SignOuts;
import dev.quartermaster.console.SignInPages.Wanted;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Signs people in with a key, and out. A form that came too late is kept while its sender signs in again. */
@Singleton
@PermitAll
@Path("/console/sign-in")
public class SignInResource {

    static final String OUT = "/console/sign-in/out";

    private final Admissions admissions;
    private final Sessions sessions;
    private final SignOuts signOuts;
    private final ConsoleForms forms;
    private final BrowserCookies cookies;
    private final Frames frames;
    private final Pages pages;
    private final SignInPages signInPages;
    private final AuthConfig config;

    SignInResource(
            Admissions admissions,
            Sessions sessions,
            SignOuts signOuts,
            ConsoleForms forms,
            BrowserCookies cookies,
            Frames frames,
            Pages pages,
            SignInPages signInPages,
            AuthConfig config) {
        this.admissions = admissions;
        this.sessions = sessions;
        this.signOuts = signOuts;
        this.forms = forms;
        this.cookies = cookies;
        this.frames = frames;
        this.pages = pages;
        this.signInPages = signInPages;
        this.config = config;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(@RestQuery String to, @Context RoutingContext context) {
        Wanted wanted = Wanted.of(to);
        return !config.enabled() || admissions.session(context).isPresent()
                ? Uni.createFrom().item(Pages.to(wanted.to()))
                : signInPages.show(context, 200, wanted, "");
    }

    /** Takes a form that came after its session had ended, and keeps it in the page for signing in. */
    @POST
    @Path("/late")
    @Operation(hidden = true)
    public Uni<Response> late(@RestQuery String to, byte[] content, @Context RoutingContext context) {
        ConsoleForm form = forms.ofOwnSite(content, context);
        return signInPages.show(context, 401, new Wanted(SignInPages.place(to), form.body()), "");
    }

    /** Gives back a form that was kept while its sender signed in on another page. */
    @POST
    @Path("/back")
    @Operation(hidden = true)
    public Uni<Response> back(byte[] content, @Context RoutingContext context) {
        Wanted wanted = wanted(forms.ofOwnSite(content, context));
        return admissions
                .session(context)
                .map(caller -> goOn(context, wanted, caller))
                .orElseGet(() -> signInPages.show(context, 401, wanted, "Nobody is signed in here yet."));
    }

    @POST
    @Operation(hidden = true)
    public Uni<Response> signIn(byte[] content, @Context RoutingContext context) {
        ConsoleForm form = forms.ofOwnSite(content, context);
        Wanted wanted = wanted(form);
        if (!forms.isOurs(form, context, null)) {
            return signInPages.show(context, 403, wanted, "This page had been open for too long. Please try again.");
        }
        String key = form.text("key");
        Admission admission = admissions.signIn(key, context);
        Caller caller = admission.caller();
        if (caller == null) {
            ErrorCode code = admission.refusal() == null ? ErrorCode.INVALID_API_KEY : admission.refusal();
            String message = code == ErrorCode.INVALID_API_KEY && !key.isEmpty()
                    ? "This key is not valid, or not any more."
                    : admission.message();
            return signInPages.show(context, code.status(), wanted, message);
        } else if (caller.role() == Caller.Role.AGENT) {
            return signInPages.show(
                    context,
                    403,
                    wanted,
                    "This is the key of an agent. The console takes one of an operator or admin.");
        }
        cookies.open(context, sessions.open(caller, key), "");
        cookies.renewBrowser(context);
        return goOn(context, wanted, caller);
    }

    private Uni<Response> goOn(RoutingContext context, Wanted wanted, Caller caller) {
        return wanted.kept().isEmpty()
                ? Uni.createFrom().item(Pages.to(wanted.to()))
                : pages.html(
                        context,
                        Pages.Templates.late(
                                frames.welcome(context, "Your form", caller),
                                wanted.to(),
                                ConsoleForm.parse(wanted.kept())));
    }

    private static Wanted wanted(ConsoleForm form) {
        return new Wanted(SignInPages.place(form.text("to")), form.text("kept"));
    }

    /** Ends the session, and leads on to where one signs out at the OpenID provider, if that is where one came from. */
    @POST
    @Path("/out")
    @Operation(hidden = true)
    public Uni<Response> signOut(byte[] content, @Context RoutingContext context) {
        ConsoleForm form = forms.ofOwnSite(content, context);
        String caller = admissions.session(context).map(Caller::id).orElse(null);
        if (!forms.isOurs(form, context, caller)) {
            return Uni.createFrom().item(Pages.to(SignInPages.HOME));
        }
        Optional<String> elsewhere = signOuts.address(cookies.signOut(context));
        cookies.close(context);
        cookies.renewBrowser(context);
        return elsewhere
                .map(place ->
                        signInPages.onward(context, place, "You are signed out here", "Sign out at the provider too"))
                .orElseGet(() -> Uni.createFrom().item(Pages.to(SignInPages.HOME)));
    }
}
