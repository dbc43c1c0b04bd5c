package dev.quartermaster.jobs;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process: started by the framework once everything is up, so its first words are the last of the start. */
@QuarkusMain
class Quartermaster implements QuarkusApplication {

    private final StartBanner banner;

    Quartermaster(StartBanner banner) {
        this.banner = banner;
    }

    @Override
    public int run(String... arguments) {
        banner.print();
        Quarkus.waitForExit();
        return 0;
    }
}
