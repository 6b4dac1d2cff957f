<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_MY" sourcelanguage="en">
<context>
    <name>CredentialText</name>
    <message numerus="yes">
        <source>%n day(s) left (until %1)</source>
        <translation>
            <numerusform>%n day left (until %1)</numerusform>
            <numerusform>%n days left (until %1)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s), whole</source>
        <translation>
            <numerusform>%n line, whole</numerusform>
            <numerusform>%n lines, whole</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerifyText</name>
    <message numerus="yes">
        <source>%1 covers %n file(s): %2</source>
        <translation>
            <numerusform>%1 covers %n file: %2</numerusform>
            <numerusform>%1 covers %n files: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::BatchDialog</name>
    <message numerus="yes">
        <source>%1 · %n second(s) left</source>
        <translation>
            <numerusform>%1 · %n second left</numerusform>
            <numerusform>%1 · %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · about %n minute(s) left</source>
        <translation>
            <numerusform>%1 · about %n minute left</numerusform>
            <numerusform>%1 · about %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s) certified</source>
        <translation>
            <numerusform>%n voucher certified</numerusform>
            <numerusform>%n vouchers certified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %n voucher(s)</source>
        <translation>
            <numerusform>Sign %n voucher</numerusform>
            <numerusform>Sign %n vouchers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::BatchReviewPage</name>
    <message numerus="yes">
        <source>%n voucher(s), %1 in all</source>
        <translation>
            <numerusform>%n voucher, %1 in all</numerusform>
            <numerusform>%n vouchers, %1 in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s) set aside, not to be signed:</source>
        <translation>
            <numerusform>%n voucher set aside, not to be signed:</numerusform>
            <numerusform>%n vouchers set aside, not to be signed:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::CertificatePage</name>
    <message numerus="yes">
        <source>Your certificate ends in %n day(s), on %1. Apply for a new one now, so that checking does not stop: send the Class 2 form, a copy of your IC and the local order to the treasury.</source>
        <translation>
            <numerusform>Your certificate ends in %n day, on %1. Apply for a new one now, so that checking does not stop: send the Class 2 form, a copy of your IC and the local order to the treasury.</numerusform>
            <numerusform>Your certificate ends in %n days, on %1. Apply for a new one now, so that checking does not stop: send the Class 2 form, a copy of your IC and the local order to the treasury.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s), ready</source>
        <translation>
            <numerusform>%n certificate, ready</numerusform>
            <numerusform>%n certificates, ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::ConflictDialog</name>
    <message numerus="yes">
        <source>%n difference(s) still to choose</source>
        <translation>
            <numerusform>%n difference still to choose</numerusform>
            <numerusform>%n differences still to choose</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::DeskNotices</name>
    <message numerus="yes">
        <source>%n in the outbox need(s) your attention.</source>
        <translation>
            <numerusform>%n in the outbox needs your attention.</numerusform>
            <numerusform>%n in the outbox need your attention.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s) wait for your signature.</source>
        <translation>
            <numerusform>%n voucher waits for your signature.</numerusform>
            <numerusform>%n vouchers wait for your signature.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your certificate ends in %n day(s).</source>
        <translation>
            <numerusform>Your certificate ends in %n day.</numerusform>
            <numerusform>Your certificate ends in %n days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::FilterBar</name>
    <message numerus="yes">
        <source>%n voucher(s)</source>
        <translation>
            <numerusform>%n voucher</numerusform>
            <numerusform>%n vouchers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::HistoryDialog</name>
    <message numerus="yes">
        <source>Evidence of %n signature(s) was saved in %1.</source>
        <translation>
            <numerusform>Evidence of %n signature was saved in %1.</numerusform>
            <numerusform>Evidence of %n signatures was saved in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::LoginPage</name>
    <message numerus="yes">
        <source>The treasury has closed this account, and its vouchers are gone from this PC. %n change(s) that it never received stay here, sealed: if the account is opened again, log in and they are sent.</source>
        <translation>
            <numerusform>The treasury has closed this account, and its vouchers are gone from this PC. %n change that it never received stays here, sealed: if the account is opened again, log in and it is sent.</numerusform>
            <numerusform>The treasury has closed this account, and its vouchers are gone from this PC. %n changes that it never received stay here, sealed: if the account is opened again, log in and they are sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::PdfPanel</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signature(s) already</source>
        <translation>
            <numerusform>%n signature already</numerusform>
            <numerusform>%n signatures already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::PinDialog</name>
    <message numerus="yes">
        <source>%n second(s) left to type at the reader.</source>
        <translation>
            <numerusform>%n second left to type at the reader.</numerusform>
            <numerusform>%n seconds left to type at the reader.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::SelectionBar</name>
    <message numerus="yes">
        <source>%n chosen, %1</source>
        <translation>
            <numerusform>%n chosen, %1</numerusform>
            <numerusform>%n chosen, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::SignPage</name>
    <message numerus="yes">
        <source>Type the PIN at the reader&apos;s keypad now: %n second(s) left.</source>
        <translation>
            <numerusform>Type the PIN at the reader&apos;s keypad now: %n second left.</numerusform>
            <numerusform>Type the PIN at the reader&apos;s keypad now: %n seconds left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The signing service is still at work: %n second(s).</source>
        <translation>
            <numerusform>The signing service is still at work: %n second.</numerusform>
            <numerusform>The signing service is still at work: %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s), %1 in all</source>
        <translation>
            <numerusform>%n voucher, %1 in all</numerusform>
            <numerusform>%n vouchers, %1 in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::StatusStrip</name>
    <message numerus="yes">
        <source>Receiving: %n voucher(s)</source>
        <translation>
            <numerusform>Receiving: %n voucher</numerusform>
            <numerusform>Receiving: %n vouchers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the outbox</source>
        <translation>
            <numerusform>%n in the outbox</numerusform>
            <numerusform>%n in the outbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n voucher(s); F5 goes on</source>
        <translation>
            <numerusform>Stopped after %n voucher; F5 goes on</numerusform>
            <numerusform>Stopped after %n vouchers; F5 goes on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::VoucherEditor</name>
    <message numerus="yes">
        <source>Ready to submit, %n warning(s)</source>
        <translation>
            <numerusform>Ready to submit, %n warning</numerusform>
            <numerusform>Ready to submit, %n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to complete</source>
        <translation>
            <numerusform>%n field to complete</numerusform>
            <numerusform>%n fields to complete</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::VoucherTableModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::Workspace</name>
    <message numerus="yes">
        <source>Everything in this draft is lost, with its %n supporting document(s), here and at the treasury. It has no number yet, so no record of it stays.</source>
        <translation>
            <numerusform>Everything in this draft is lost, with its %n supporting document, here and at the treasury. It has no number yet, so no record of it stays.</numerusform>
            <numerusform>Everything in this draft is lost, with its %n supporting documents, here and at the treasury. It has no number yet, so no record of it stays.</numerusform>
        </translation>
    </message>
</context>
</TS>
