import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Holds each file against PDF/A-3a and PDF/UA-1 with veraPDF; prints one line per broken rule.
 *
 * The jar that brings veraPDF lacks the JAXB implementation by which it reads its own rule files,
 * so they are read here with the JDK's parser, every rule of them. */
public class VeraPdf {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour[] flavours = {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1};
        String[] names = {"PDFA-3A", "PDFUA-1"};
        for (int i = 0; i < names.length; i++) {
            ValidationProfile profile = profile(names[i], flavours[i]);
            for (String file : files) {
                check(file, names[i], flavours[i], profile);
            }
        }
    }

    private static void check(String file, String name, PDFAFlavour flavour, ValidationProfile profile)
            throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
            ValidationResult result = ValidatorFactory.createValidator(profile, false).validate(parser);
            System.out.println(String.join("\t", "checked", name, file,
                String.valueOf(profile.getRules().size()), String.valueOf(result.getTotalAssertions()),
                result.isCompliant() ? "conforms" : "fails"));
            for (TestAssertion broken : result.getTestAssertions()) {
                System.out.println(String.join("\t", "broken", name, file,
                    broken.getRuleId().getClause() + "-" + broken.getRuleId().getTestNumber(),
                    broken.getMessage(), broken.getLocation().getContext()));
            }
        }
    }

    private static ValidationProfile profile(String name, PDFAFlavour flavour) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document;
        try (InputStream in = Foundries.class.getResourceAsStream(
                "/org/verapdf/pdfa/validation/" + name + ".xml")) {
            document = factory.newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(document.getDocumentElement(), "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(document.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(flavour,
            Profiles.profileDetailsFromValues(name, name, "veraPDF Consortium", new Date(0)), "",
            rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(rule, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        }
        String deferred = rule.getAttribute("deferred");
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred),
            rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(rule, "message"), arguments), new ArrayList<>());
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
