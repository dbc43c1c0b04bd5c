package dev.quartermaster.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.fetch.CatalogMerger;
import dev.quartermaster.catalog.fetch.ControlPlaneParser;
import dev.quartermaster.catalog.fetch.RegionAnswer;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.region.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A catalog from answers of the control plane that were saved in a folder for each region. */
public final class SavedAnswers {

    private SavedAnswers() {}

    /** Regions without a folder count as not enabled. */
    public static CatalogSnapshot read(Path folder, Regions regions, Instant asOf) throws IOException {
        List<RegionAnswer> answers = new ArrayList<>();
        for (String region : regions.ids()) {
            Path own = folder.resolve(region);
            answers.add(Files.isDirectory(own) ? offered(own, region) : RegionAnswer.notEnabled(region, "not asked"));
        }
        return CatalogMerger.merge(null, answers, asOf);
    }

    private static RegionAnswer offered(Path folder, String region) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return RegionAnswer.offered(
                region,
                ControlPlaneParser.models(
                        json.readTree(folder.resolve("foundation-models.json").toFile())),
                ControlPlaneParser.profiles(json.readTree(
                                folder.resolve("inference-profiles.json").toFile()))
                        .profiles());
    }
}
