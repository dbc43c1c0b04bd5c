package dev.quartermaster.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A browser that looks at pages. It is the machine's own: none is downloaded. */
public final class Chromium implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(ARGUMENTS));
    }

    /** Returns whether there is one; says so if not, as its tests are skipped then. */
    public static boolean isThere() {
        boolean there = Files.isExecutable(EXECUTABLE);
        if (!there) {
            System.err.println("BROWSER TESTS SKIPPED, NOT TESTED: there is no " + EXECUTABLE
                    + "; 'apt-get install chromium' makes them run");
        }
        return there;
    }

    /** Opens a window of its own, with cookies of its own. */
    public Window open(String address, int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(address)
                .setViewportSize(width, height)
                .setColorScheme(scheme));
        context.setDefaultTimeout(20_000);
        return new Window(context, context.newPage());
    }

    /** A window, which remembers what went wrong in its pages. */
    public static final class Window implements AutoCloseable {

        private final BrowserContext context;
        private final Page page;
        private final List<String> faults = new ArrayList<>();

        private Window(BrowserContext context, Page page) {
            this.context = context;
            this.page = page;
            page.onConsoleMessage(message -> {
                // That a form was refused is no fault of the page.
                if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                    faults.add(message.text());
                }
            });
            page.onPageError(faults::add);
            page.onDialog(dialog -> {
                faults.add("a dialog: " + dialog.message());
                dialog.dismiss();
            });
        }

        public Page page() {
            return page;
        }

        public BrowserContext context() {
            return context;
        }

        /** Errors of scripts, breaches of the content policy, and dialogs. */
        public List<String> faults() {
            return faults;
        }

        /** Serious faults for those who do not see the page, or use no mouse. */
        public List<String> barriers() {
            return new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                            .map(Window::text)
                            .toList();
        }

        private static String text(Rule rule) {
            return rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream().map(node -> node.getHtml()).toList();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
