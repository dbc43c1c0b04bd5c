package dev.quartermaster.console;

import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.auth.Admission;
import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.auth.session.Sessions;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Signs people in with a key, and out. A form that came too late is kept while its sender signs in again. */
@Singleton
@PermitAll
@Path("/console/sign-in")
public class SignInResource {

    private static final String HOME = "/console";
    private static final String TITLE = "Sign in";

    private final Admissions admissions;
    private final Sessions sessions;
    private final ConsoleForms forms;
    private final BrowserCookies cookies;
    private final Frames frames;
    private final Pages pages;
    private final AuthConfig config;

    SignInResource(
            Admissions admissions,
            Sessions sessions,
            ConsoleForms forms,
            BrowserCookies cookies,
            Frames frames,
            Pages pages,
            AuthConfig config) {
        this.admissions = admissions;
        this.sessions = sessions;
        this.forms = forms;
        this.cookies = cookies;
        this.frames = frames;
        this.pages = pages;
        this.config = config;
    }

    /**
     * Content of the page.
     *
     * @param to where to go then
     * @param kept a form that is sent there then; empty for none
     * @param message why it did not work; empty before a try
     */
    record Entry(String to, String kept, String message) {

        public boolean isLate() {
            return !kept.isEmpty();
        }
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance signIn(Frame frame, Entry entry);
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(@RestQuery String to, @Context RoutingContext context) {
        String wanted = place(to);
        return !config.enabled() || admissions.session(context).isPresent()
                ? Uni.createFrom().item(Pages.to(wanted))
                : show(context, 200, new Entry(wanted, "", ""));
    }

    /** Takes a form that came after its session had ended, and keeps it in the page for signing in. */
    @POST
    @Path("/late")
    @Operation(hidden = true)
    public Uni<Response> late(@RestQuery String to, byte[] content, @Context RoutingContext context) {
        ConsoleForm form = forms.ofOwnSite(content, context);
        return show(context, 401, new Entry(place(to), form.body(), ""));
    }

    @POST
    @Operation(hidden = true)
    public Uni<Response> signIn(byte[] content, @Context RoutingContext context) {
        ConsoleForm form = forms.ofOwnSite(content, context);
        Entry entry = new Entry(place(form.text("to")), form.text("kept"), "");
        if (!forms.isOurs(form, context, null)) {
            return refused(context, 403, entry, "This page had been open for too long. Please try again.");
        }
        String key = form.text("key");
        Admission admission = admissions.signIn(key, context);
        Caller caller = admission.caller();
        if (caller == null) {
            ErrorCode code = admission.refusal() == null ? ErrorCode.INVALID_API_KEY : admission.refusal();
            String message = code == ErrorCode.INVALID_API_KEY && !key.isEmpty()
                    ? "This key is not valid, or not any more."
                    : admission.message();
            return refused(context, code.status(), entry, message);
        } else if (caller.role() == Caller.Role.AGENT) {
            return refused(
                    context, 403, entry, "This is the key of an agent. The console takes one of an operator or admin.");
        }
        cookies.open(context, sessions.open(caller, key), sessions.age());
        cookies.renewBrowser(context);
        return entry.isLate()
                ? pages.html(
                        context,
                        Pages.Templates.late(
                                frames.welcome(context, "Your form", caller),
                                entry.to(),
                                ConsoleForm.parse(entry.kept())))
                : Uni.createFrom().item(Pages.to(entry.to()));
    }

    @POST
    @Path("/out")
    @Operation(hidden = true)
    public Response signOut(byte[] content, @Context RoutingContext context) {
        ConsoleForm form = forms.ofOwnSite(content, context);
        String caller = admissions.session(context).map(Caller::id).orElse(null);
        if (forms.isOurs(form, context, caller)) {
            cookies.close(context);
            cookies.renewBrowser(context);
        }
        return Pages.to(HOME);
    }

    private Uni<Response> refused(RoutingContext context, int status, Entry entry, String message) {
        return show(context, status, new Entry(entry.to(), entry.kept(), message));
    }

    private Uni<Response> show(RoutingContext context, int status, Entry entry) {
        return pages.html(context, status, Templates.signIn(frames.outside(context, TITLE), entry));
    }

    /** Leads into the console only, so that no link to here leads elsewhere. */
    static String place(String to) {
        boolean inside = to != null
                && (to.equals(HOME) || to.startsWith(HOME + "/") || to.startsWith(HOME + "?"))
                && to.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !to.contains("/..")
                && !to.startsWith(HOME + "/sign-in");
        return inside ? to : HOME;
    }
}
