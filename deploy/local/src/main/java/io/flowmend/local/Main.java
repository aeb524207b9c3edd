/* Licensed under Apache-2.0. */
package io.flowmend.local;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.local.cli.ApproveCommand;
import io.flowmend.local.cli.BenchAgentCommand;
import io.flowmend.local.cli.BenchCommand;
import io.flowmend.local.cli.BenchTopologyCommand;
import io.flowmend.local.cli.ConfigCommand;
import io.flowmend.local.cli.ConfigurationPage;
import io.flowmend.local.cli.DecisionsCommand;
import io.flowmend.local.cli.DenyCommand;
import io.flowmend.local.cli.ExplainCommand;
import io.flowmend.local.cli.FindingsCommand;
import io.flowmend.local.cli.KeysCommand;
import io.flowmend.local.cli.KeysListCommand;
import io.flowmend.local.cli.KeysMakeCommand;
import io.flowmend.local.cli.KeysRevokeCommand;
import io.flowmend.local.cli.KeysRotateCommand;
import io.flowmend.local.cli.ProducerCommand;
import io.flowmend.local.cli.RecordCommand;
import io.flowmend.local.cli.ReplayCommand;
import io.flowmend.local.cli.TopicsCommand;
import io.flowmend.local.cli.UpCommand;
import io.flowmend.local.cli.WhoOwnedCommand;
import io.flowmend.local.demo.ScenarioNode;
import io.flowmend.local.part.DryRunExecutor;
import io.flowmend.local.part.KubernetesPart;
import io.flowmend.local.part.NodePart;
import io.flowmend.local.part.Part;
import io.flowmend.local.part.StreamsPart;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import io.flowmend.producer.node.config.NodeConfig;
import io.flowmend.remediation.config.ExecutorConfig;
import io.flowmend.streams.config.AppConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line; run through {@code ./flowmend}. */
@Command(
        name = "flowmend",
        mixinStandardHelpOptions = true,
        version = "flowmend 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        description = "Detects, explains and mends broken connections in Kubernetes.",
        footer = {
            "",
            "'flowmend lab' breaks flows on this machine and has them mended; 'flowmend lab --help' tells how."
        },
        exitCodeListHeading = "%nExit codes of every command:%n",
        exitCodeList = {
            "0:done",
            "1:ran and failed",
            "2:wrong arguments or settings",
            "3:what was asked for does not exist",
            "4:a broker, registry, port, folder or right is not to be had"
        })
public final class Main {

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new UpCommand(Main::parts, Main::demoParts))
                .addSubcommand(new FindingsCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new WhoOwnedCommand())
                .addSubcommand(new DecisionsCommand())
                .addSubcommand(new ApproveCommand())
                .addSubcommand(new DenyCommand())
                .addSubcommand(new RecordCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new io.flowmend.streams.Main())
                .addSubcommand(new CommandLine(new ProducerCommand())
                        .addSubcommand(new io.flowmend.producer.kubernetes.Main())
                        .addSubcommand(new io.flowmend.producer.node.Main()))
                .addSubcommand(new io.flowmend.remediation.Main())
                .addSubcommand(new CommandLine(new KeysCommand())
                        .addSubcommand(new KeysMakeCommand())
                        .addSubcommand(new KeysRotateCommand())
                        .addSubcommand(new KeysRevokeCommand())
                        .addSubcommand(new KeysListCommand()))
                .addSubcommand(new CommandLine(new BenchCommand())
                        .addSubcommand(new BenchTopologyCommand())
                        .addSubcommand(new BenchAgentCommand()))
                .addSubcommand(new TopicsCommand())
                .addSubcommand(new ConfigCommand(new ConfigurationPage(components())))
                .setParameterExceptionHandler((wrong, _) -> misused(wrong));
    }

    /** One line, like every other fault; the usage is a question away. */
    private static int misused(ParameterException wrong) {
        var command = wrong.getCommandLine();
        var similar = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(", "))
                : "";
        command.getErr()
                .println("flowmend: " + wrong.getMessage() + (similar.isEmpty() ? "" : "; similar: " + similar)
                        + "; see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE.code();
    }

    /** In the order in which they start. */
    private static List<Part> parts() {
        return List.of(new StreamsPart(), new KubernetesPart(), new NodePart());
    }

    private static List<Part> demoParts(Optional<ScenarioNode> node) {
        Stream<Part> executor = node.stream().map(each -> new DryRunExecutor(each.cluster(), each.node(), each));
        return Stream.concat(Stream.of(StreamsPart.playing()), executor).toList();
    }

    private static SequencedMap<String, Consumer<Settings>> components() {
        var components = new LinkedHashMap<String, Consumer<Settings>>();
        components.put("Kafka and registry, in every process", KafkaSettings::from);
        components.put("Health and metrics, in every process", HttpSettings::from);
        components.put("Topology", AppConfig::from);
        components.put("Kubernetes producer", KubernetesConfig::from);
        components.put("Node producer", NodeConfig::from);
        components.put("Executor", ExecutorConfig::from);
        return components;
    }

    private Main() {}
}
