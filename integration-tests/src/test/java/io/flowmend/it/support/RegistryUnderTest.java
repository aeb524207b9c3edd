/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.local.platform.Registry;
import io.flowmend.local.platform.SchemaSetup;
import io.flowmend.local.platform.StateFolder;
import java.nio.file.Path;

/** The registry child by itself, filled from the catalogue: several brokers of one test class may share it. */
public record RegistryUnderTest(StateFolder folder, Registry registry) implements AutoCloseable {

    public static final String PREFIX = "flowmend.";

    /** Where the build of deploy/local has unpacked it. */
    private static final Path HOME = Path.of("..", "deploy", "local", "target", "apicurio");

    public static RegistryUnderTest start() {
        var folder = StateFolder.temporary();
        var registry = Registry.launch(HOME, folder.registry(), folder.logs().resolve("registry.log"), 0)
                .awaitReady();
        SchemaSetup.apply(registry.url(), PREFIX);
        return new RegistryUnderTest(folder, registry);
    }

    public String url() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        folder.close();
    }
}
