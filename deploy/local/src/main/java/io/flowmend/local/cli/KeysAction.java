/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.cli.Launch;
import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One thing done with a folder of keys. */
@Command(mixinStandardHelpOptions = true)
abstract class KeysAction implements Callable<Integer> {

    @Option(names = "--dir", paramLabel = "DIR", description = "Folder of the keys (~/.config/flowmend/keys).")
    private @Nullable Path dir;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    abstract ExitCode act(KeyMaker maker) throws IOException;

    @Override
    public final Integer call() throws Exception {
        return Launch.guarded(System.err, this::run).code();
    }

    private ExitCode run() {
        var folder = dir == null ? Path.of(System.getProperty("user.home"), ".config", "flowmend", "keys") : dir;
        try {
            return act(new KeyMaker(new KeyFolder(folder)));
        } catch (AccessDeniedException denied) {
            throw new StartupFailure("--dir '" + folder + "' cannot be used: access denied to " + denied.getMessage());
        } catch (IOException unusable) {
            throw new StartupFailure("--dir '" + folder + "' cannot be used: " + unusable.getMessage());
        }
    }

    /** One line of the answer. */
    final void print(String keyId, String state) {
        if (json) {
            var node = JsonNodeFactory.instance.objectNode();
            node.put("keyId", keyId);
            node.put("state", state);
            System.out.println(node);
        } else {
            System.out.println(keyId + " " + state);
        }
    }

    /** A line for a person beside the answer. */
    static ExitCode fail(ExitCode code, String why) {
        System.err.println("flowmend: " + why);
        return code;
    }
}
