/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints every setting of every process. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints docs/configuration.md: every setting of every process.")
public final class ConfigCommand implements Callable<Integer> {

    private final ConfigurationPage page;

    public ConfigCommand(ConfigurationPage page) {
        this.page = page;
    }

    @Override
    public Integer call() {
        System.out.print(page.text());
        return 0;
    }
}
