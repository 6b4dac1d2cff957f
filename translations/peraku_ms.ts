<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ms_MY" sourcelanguage="en">
<context>
    <name>CredentialText</name>
    <message>
        <source>USB token</source>
        <translation>Token USB</translation>
    </message>
    <message>
        <source>Softcert</source>
        <translation>Sijil perisian</translation>
    </message>
    <message>
        <source>Roaming</source>
        <translation>Roaming</translation>
    </message>
    <message>
        <source>Roaming + OTP</source>
        <translation>Roaming + OTP</translation>
    </message>
    <message>
        <source>A wrong PIN was entered before. Few tries are left; type it with care.</source>
        <translation>PIN yang salah pernah dimasukkan. Cubaan tinggal sedikit; taip dengan teliti.</translation>
    </message>
    <message>
        <source>This is the last try: one more wrong PIN locks the token for good. If you are not sure, stop and ask the help desk.</source>
        <translation>Ini cubaan terakhir: satu lagi PIN salah akan mengunci token selamanya. Jika tidak pasti, berhenti dan tanya meja bantuan.</translation>
    </message>
    <message>
        <source>The document is the one that was signed</source>
        <translation>Dokumen ini ialah dokumen yang ditandatangani</translation>
    </message>
    <message>
        <source>The signature fits the certificate</source>
        <translation>Tandatangan sepadan dengan sijil</translation>
    </message>
    <message>
        <source>The certificate comes from a trusted authority</source>
        <translation>Sijil datang daripada pihak berkuasa yang dipercayai</translation>
    </message>
    <message>
        <source>The certificate may sign (non-repudiation)</source>
        <translation>Sijil boleh menandatangani (tanpa sangkalan)</translation>
    </message>
    <message>
        <source>The certificate was not revoked</source>
        <translation>Sijil tidak dibatalkan</translation>
    </message>
    <message>
        <source>The time of signing holds</source>
        <translation>Masa menandatangani adalah sah</translation>
    </message>
    <message>
        <source>The signer&apos;s IC is the officer&apos;s</source>
        <translation>No. KP penandatangan ialah milik pegawai</translation>
    </message>
    <message>
        <source>The statement speaks of this voucher and step</source>
        <translation>Penyata ini berkenaan baucar dan langkah ini</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Lulus</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gagal</translation>
    </message>
    <message>
        <source>Passed with a reservation</source>
        <translation>Lulus dengan syarat</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Tidak disemak</translation>
    </message>
    <message>
        <source>other</source>
        <translation>lain-lain</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <translation>Tamat pada %1</translation>
    </message>
    <message>
        <source>Valid from %1</source>
        <translation>Sah mulai %1</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left (until %1)</source>
        <translation>
            <numerusform>%n hari lagi (hingga %1)</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply for a new certificate: send the Class 2 form, a copy of your IC and the local order to the treasury.</source>
        <translation>Mohon sijil baharu: hantar borang Kelas 2, salinan kad pengenalan dan pesanan tempatan kepada perbendaharaan.</translation>
    </message>
    <message>
        <source>Lending or sharing a token is forbidden.</source>
        <translation>Meminjamkan atau berkongsi token adalah dilarang.</translation>
    </message>
    <message>
        <source>This page notices it by itself.</source>
        <translation>Halaman ini mengesannya sendiri.</translation>
    </message>
    <message>
        <source>Check that the token&apos;s driver is installed, or ask your IT officer.</source>
        <translation>Pastikan pemacu token telah dipasang, atau tanya pegawai IT anda.</translation>
    </message>
    <message>
        <source>The PIN is locked. Ask for it to be unblocked; guessing on leads nowhere.</source>
        <translation>PIN telah disekat. Mohon supaya sekatan dibuka; jangan terus meneka.</translation>
    </message>
    <message>
        <source>The PIN must be changed before it can sign.</source>
        <translation>PIN mesti ditukar sebelum ia boleh menandatangani.</translation>
    </message>
    <message>
        <source>IC %1</source>
        <translation>No. KP %1</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>Tidak boleh digunakan</translation>
    </message>
    <message>
        <source>Ready to sign</source>
        <translation>Sedia menandatangani</translation>
    </message>
</context>
<context>
    <name>DeskActions</name>
    <message>
        <source>Synchronise now</source>
        <translation>Segerakkan sekarang</translation>
    </message>
    <message>
        <source>Payment voucher (baucar bayaran)</source>
        <translation>Baucar bayaran</translation>
    </message>
    <message>
        <source>Journal voucher (baucar jurnal)</source>
        <translation>Baucar jurnal</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Peti masuk</translation>
    </message>
    <message>
        <source>My drafts</source>
        <translation>Draf saya</translation>
    </message>
    <message>
        <source>All vouchers</source>
        <translation>Semua baucar</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Peti keluar</translation>
    </message>
    <message>
        <source>Certificate &amp; token</source>
        <translation>Sijil &amp; token</translation>
    </message>
    <message>
        <source>Certify</source>
        <translation>Sah peraku</translation>
    </message>
    <message>
        <source>Return with query</source>
        <translation>Pulangkan dengan kuiri</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Sunting</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Tandatangan</translation>
    </message>
    <message>
        <source>Switch language</source>
        <translation>Tukar bahasa</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Cerah atau gelap</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Akaun</translation>
    </message>
    <message>
        <source>Sign selected vouchers</source>
        <translation>Tandatangani baucar terpilih</translation>
    </message>
    <message>
        <source>Verify a file</source>
        <translation>Sahkan fail</translation>
    </message>
    <message>
        <source>Print form</source>
        <translation>Borang cetakan</translation>
    </message>
    <message>
        <source>Settings of this desk</source>
        <translation>Tetapan meja ini</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnostik</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>tinggal %n hari</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s), whole</source>
        <translation>
            <numerusform>%n baris, lengkap</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>tidak pernah</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>proksi</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nama</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>sambungan</translation>
    </message>
    <message>
        <source>secure connection</source>
        <translation>sambungan selamat</translation>
    </message>
    <message>
        <source>nobody is logged in</source>
        <translation>tiada sesiapa log masuk</translation>
    </message>
    <message>
        <source>logged in with the treasury</source>
        <translation>log masuk dengan perbendaharaan</translation>
    </message>
    <message>
        <source>logged in without the treasury</source>
        <translation>log masuk tanpa perbendaharaan</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>dalam giliran</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>sedang dihantar</translation>
    </message>
    <message>
        <source>taken by the treasury</source>
        <translation>diterima perbendaharaan</translation>
    </message>
    <message>
        <source>need attention</source>
        <translation>perlu perhatian</translation>
    </message>
    <message>
        <source>in conflict</source>
        <translation>bercanggah</translation>
    </message>
    <message>
        <source>PIN not known</source>
        <translation>keadaan PIN tidak diketahui</translation>
    </message>
    <message>
        <source>PIN in order</source>
        <translation>PIN baik</translation>
    </message>
    <message>
        <source>a wrong PIN was given</source>
        <translation>PIN salah pernah diberi</translation>
    </message>
    <message>
        <source>one try of the PIN is left</source>
        <translation>tinggal satu percubaan PIN</translation>
    </message>
    <message>
        <source>PIN locked</source>
        <translation>PIN dikunci</translation>
    </message>
    <message>
        <source>PIN must be changed</source>
        <translation>PIN mesti ditukar</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>Pelayan %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tiada</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>jawapan</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>seperti yang dijangka</translation>
    </message>
    <message>
        <source>this computer&apos;s clock</source>
        <translation>jam komputer ini</translation>
    </message>
    <message>
        <source>%1 s off the treasury&apos;s</source>
        <translation>berbeza %1 s daripada jam perbendaharaan</translation>
    </message>
    <message>
        <source>Certificates and tokens</source>
        <translation>Sijil dan token</translation>
    </message>
    <message>
        <source>error</source>
        <translation>ralat</translation>
    </message>
    <message>
        <source>module</source>
        <translation>modul</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>tiada token</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>sijil</translation>
    </message>
    <message>
        <source>can sign</source>
        <translation>boleh menandatangani</translation>
    </message>
    <message>
        <source>found</source>
        <translation>ditemui</translation>
    </message>
    <message>
        <source>This desk</source>
        <translation>Meja ini</translation>
    </message>
    <message>
        <source>log-in</source>
        <translation>log masuk</translation>
    </message>
    <message>
        <source>last sync</source>
        <translation>penyegerakan terakhir</translation>
    </message>
    <message>
        <source>offline since</source>
        <translation>luar talian sejak</translation>
    </message>
    <message>
        <source>last error of the sync</source>
        <translation>ralat terakhir penyegerakan</translation>
    </message>
    <message>
        <source>outbox, %1</source>
        <translation>peti keluar, %1</translation>
    </message>
    <message>
        <source>desk&apos;s audit</source>
        <translation>audit meja</translation>
    </message>
    <message>
        <source>notice about the files</source>
        <translation>makluman tentang fail</translation>
    </message>
    <message>
        <source>free space</source>
        <translation>ruang kosong</translation>
    </message>
    <message>
        <source>Peraku: diagnosis of %1</source>
        <translation>Peraku: diagnostik pada %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Tetapan</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>tidak ditetapkan</translation>
    </message>
    <message>
        <source>Last errors</source>
        <translation>Ralat terkini</translation>
    </message>
    <message>
        <source>since the start</source>
        <translation>sejak dimulakan</translation>
    </message>
</context>
<context>
    <name>Difference</name>
    <message>
        <source>Debit</source>
        <translation>Debit</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Kredit</translation>
    </message>
    <message>
        <source>Charge line %1</source>
        <translation>Baris caj %1</translation>
    </message>
    <message>
        <source>Invoice %1</source>
        <translation>Invois %1</translation>
    </message>
    <message>
        <source>Document %1</source>
        <translation>Dokumen %1</translation>
    </message>
    <message>
        <source>Work process</source>
        <translation>Proses kerja</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Pejabat</translation>
    </message>
    <message>
        <source>Voucher date</source>
        <translation>Tarikh baucar</translation>
    </message>
    <message>
        <source>Narration</source>
        <translation>Perihal</translation>
    </message>
    <message>
        <source>Kind of voucher</source>
        <translation>Jenis baucar</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Penerima</translation>
    </message>
    <message>
        <source>Payee&apos;s registration no. or IC</source>
        <translation>No. pendaftaran atau KP penerima</translation>
    </message>
    <message>
        <source>Bank and account</source>
        <translation>Bank dan akaun</translation>
    </message>
    <message>
        <source>Payment mode</source>
        <translation>Cara bayaran</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Nombor pesanan</translation>
    </message>
    <message>
        <source>Contract number</source>
        <translation>Nombor kontrak</translation>
    </message>
    <message>
        <source>Documents received</source>
        <translation>Dokumen diterima</translation>
    </message>
    <message>
        <source>Accounting period</source>
        <translation>Tempoh perakaunan</translation>
    </message>
    <message>
        <source>Reason for the journal</source>
        <translation>Sebab jurnal</translation>
    </message>
    <message>
        <source>Reference voucher</source>
        <translation>Baucar rujukan</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(kosong)</translation>
    </message>
    <message>
        <source>(not there)</source>
        <translation>(tiada)</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>terlalu besar</translation>
    </message>
    <message>
        <source>debit %1, credit %2</source>
        <translation>debit %1, kredit %2</translation>
    </message>
    <message>
        <source>the treasury</source>
        <translation>perbendaharaan</translation>
    </message>
    <message>
        <source>%1 by %2 on %3</source>
        <comment>what, who, when</comment>
        <translation>%1 oleh %2 pada %3</translation>
    </message>
</context>
<context>
    <name>Domain</name>
    <message>
        <source>Draft</source>
        <translation>Draf</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Dihantar</translation>
    </message>
    <message>
        <source>Certified</source>
        <translation>Diperaku</translation>
    </message>
    <message>
        <source>Queried</source>
        <translation>Dikuiri</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>Dipos</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Dibayar</translation>
    </message>
    <message>
        <source>Payment voucher</source>
        <translation>Baucar bayaran</translation>
    </message>
    <message>
        <source>Journal voucher</source>
        <translation>Baucar jurnal</translation>
    </message>
    <message>
        <source>With order</source>
        <translation>Dengan pesanan</translation>
    </message>
    <message>
        <source>Without order</source>
        <translation>Tanpa pesanan</translation>
    </message>
    <message>
        <source>EFT</source>
        <translation>EFT</translation>
    </message>
    <message>
        <source>Cheque</source>
        <translation>Cek</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Pembetulan</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Pindahan</translation>
    </message>
    <message>
        <source>Accrual</source>
        <translation>Akruan</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>Pembalikan</translation>
    </message>
    <message>
        <source>Preparer</source>
        <translation>Penyedia</translation>
    </message>
    <message>
        <source>Checker</source>
        <translation>Penyemak</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>Pelulus</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Penerima</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Juruaudit</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Pentadbir</translation>
    </message>
    <message>
        <source>Perakuan 1</source>
        <translation>Perakuan 1</translation>
    </message>
    <message>
        <source>Perakuan 2</source>
        <translation>Perakuan 2</translation>
    </message>
    <message>
        <source>Akuan Terima</source>
        <translation>Akuan Terima</translation>
    </message>
    <message>
        <source>Semakan</source>
        <translation>Semakan</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Dicipta</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Disunting</translation>
    </message>
    <message>
        <source>Waiting for %1</source>
        <translation>Menunggu %1</translation>
    </message>
    <message>
        <source>Lending or sharing a token, PIN or password, or signing in another officer&apos;s place (&quot;one man show&quot;), is forbidden.</source>
        <translation>Meminjamkan atau berkongsi token, PIN atau kata laluan, atau menandatangani bagi pihak pegawai lain (&quot;one man show&quot;), adalah dilarang.</translation>
    </message>
    <message>
        <source>Misusing a private key or a certificate is an offence under the Digital Signature Act 1997 (Act 562), sections 43 and 83.</source>
        <translation>Menyalahgunakan kunci persendirian atau sijil ialah kesalahan di bawah Akta Tandatangan Digital 1997 (Akta 562), seksyen 43 dan 83.</translation>
    </message>
    <message>
        <source>By pressing &quot;Tandatangan&quot; I show that I intend to sign this document.</source>
        <translation>Dengan menekan &quot;Tandatangan&quot; saya menunjukkan niat untuk menandatangani dokumen ini.</translation>
    </message>
    <message>
        <source>A digital signature binds me by law as a handwritten one does.</source>
        <translation>Tandatangan digital mengikat saya di sisi undang-undang seperti tandatangan tangan.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. Nothing was sent. Try again; if it happens again, report it to the help desk.</source>
        <translation>Berlaku ralat dalaman program. Tiada apa-apa dihantar. Cuba lagi; jika berulang, laporkan kepada meja bantuan.</translation>
    </message>
    <message>
        <source>The operation was stopped. Nothing was changed.</source>
        <translation>Operasi dihentikan. Tiada apa-apa diubah.</translation>
    </message>
    <message>
        <source>A value is not well formed. Correct it and try again.</source>
        <translation>Satu nilai tidak betul bentuknya. Betulkan dan cuba lagi.</translation>
    </message>
    <message>
        <source>The record was not found. It may have been removed, or you may not see it.</source>
        <translation>Rekod tidak dijumpai. Ia mungkin telah dibuang, atau anda tidak dibenarkan melihatnya.</translation>
    </message>
    <message>
        <source>You are not allowed to do this. Your role or office does not include it.</source>
        <translation>Anda tidak dibenarkan berbuat demikian. Peranan atau pejabat anda tidak meliputinya.</translation>
    </message>
    <message>
        <source>The voucher has moved on, so this no longer applies. Synchronise and look at it again.</source>
        <translation>Baucar ini telah bergerak, maka tindakan ini tidak lagi terpakai. Segerakkan dan lihat semula.</translation>
    </message>
    <message>
        <source>You took an earlier step on this voucher. Another officer must take this one.</source>
        <translation>Anda telah mengambil langkah terdahulu pada baucar ini. Pegawai lain mesti mengambil langkah ini.</translation>
    </message>
    <message>
        <source>The amount is over your authority limit (%1). An officer with a higher limit must take this step.</source>
        <translation>Amaun melebihi had kuasa anda (%1). Pegawai dengan had yang lebih tinggi mesti mengambil langkah ini.</translation>
    </message>
    <message>
        <source>A reason is missing. Choose a reason and describe it in at least five characters.</source>
        <translation>Sebab tiada. Pilih satu sebab dan huraikan dengan sekurang-kurangnya lima aksara.</translation>
    </message>
    <message>
        <source>The voucher is not complete. Correct the fields that are marked.</source>
        <translation>Baucar belum lengkap. Betulkan medan yang ditandakan.</translation>
    </message>
    <message>
        <source>Somebody else changed this voucher meanwhile. Nothing of yours was lost; compare both versions.</source>
        <translation>Orang lain telah mengubah baucar ini. Kerja anda tidak hilang; bandingkan kedua-dua versi.</translation>
    </message>
    <message>
        <source>The treasury cannot be reached. Your work is kept on this computer and is sent later.</source>
        <translation>Perbendaharaan tidak dapat dihubungi. Kerja anda disimpan di komputer ini dan dihantar kemudian.</translation>
    </message>
    <message>
        <source>The treasury did not answer in time. Your work is kept and is sent again.</source>
        <translation>Perbendaharaan tidak menjawab dalam masanya. Kerja anda disimpan dan akan dihantar semula.</translation>
    </message>
    <message>
        <source>The treasury&apos;s identity could not be confirmed, so nothing was sent. Check the date and time of this PC; if they are right, report it to your administrator.</source>
        <translation>Identiti perbendaharaan tidak dapat disahkan, maka tiada apa-apa dihantar. Periksa tarikh dan masa PC ini; jika betul, laporkan kepada pentadbir anda.</translation>
    </message>
    <message>
        <source>The answer does not come from a treasury. A sign-in page of the network may stand in between; open a browser and check.</source>
        <translation>Jawapan ini bukan daripada perbendaharaan. Halaman log masuk rangkaian mungkin menghalang; buka pelayar dan periksa.</translation>
    </message>
    <message>
        <source>The treasury is busy. Your work is kept and is sent again by itself.</source>
        <translation>Perbendaharaan sedang sibuk. Kerja anda disimpan dan dihantar semula dengan sendirinya.</translation>
    </message>
    <message>
        <source>The treasury has a fault. Your work is kept and is sent again later.</source>
        <translation>Perbendaharaan mengalami ralat. Kerja anda disimpan dan dihantar semula kemudian.</translation>
    </message>
    <message>
        <source>The answer could not be understood. Nothing was changed; report it if it happens again.</source>
        <translation>Jawapan tidak dapat difahami. Tiada apa-apa diubah; laporkan jika berulang.</translation>
    </message>
    <message>
        <source>The list is read anew from the treasury. Your drafts are not touched.</source>
        <translation>Senarai dibaca semula daripada perbendaharaan. Draf anda tidak disentuh.</translation>
    </message>
    <message>
        <source>IC number or password is wrong. Type both again; after several wrong tries the account locks.</source>
        <translation>No. KP atau kata laluan salah. Taip semula kedua-duanya; selepas beberapa cubaan salah akaun akan dikunci.</translation>
    </message>
    <message>
        <source>Too many wrong passwords. The account is locked for a while; try again later or ask the help desk.</source>
        <translation>Terlalu banyak kata laluan salah. Akaun dikunci buat sementara; cuba kemudian atau tanya meja bantuan.</translation>
    </message>
    <message>
        <source>This account is not active. Ask your administrator.</source>
        <translation>Akaun ini tidak aktif. Tanya pentadbir anda.</translation>
    </message>
    <message>
        <source>The password must be changed before anything else. Choose a new one of at least 12 characters.</source>
        <translation>Kata laluan mesti ditukar sebelum yang lain. Pilih yang baharu dengan sekurang-kurangnya 12 aksara.</translation>
    </message>
    <message>
        <source>The session has ended. Log in again; nothing was lost.</source>
        <translation>Sesi telah tamat. Log masuk semula; tiada apa-apa hilang.</translation>
    </message>
    <message>
        <source>You worked offline too long. Connect to the treasury and log in.</source>
        <translation>Anda bekerja luar talian terlalu lama. Sambung ke perbendaharaan dan log masuk.</translation>
    </message>
    <message>
        <source>This computer does not know you yet. The first log-in needs the treasury.</source>
        <translation>Komputer ini belum mengenali anda. Log masuk pertama memerlukan perbendaharaan.</translation>
    </message>
    <message>
        <source>Your desk is already open in another window. Close it first.</source>
        <translation>Meja anda sudah dibuka di tetingkap lain. Tutup yang itu dahulu.</translation>
    </message>
    <message>
        <source>The file on this computer could not be written. Nothing was lost so far; check the disk.</source>
        <translation>Fail di komputer ini tidak dapat ditulis. Setakat ini tiada apa-apa hilang; periksa cakera.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space; what was saved is safe.</source>
        <translation>Cakera penuh. Kosongkan ruang; apa yang telah disimpan adalah selamat.</translation>
    </message>
    <message>
        <source>The file on this computer is damaged. It is set aside and restored as far as possible.</source>
        <translation>Fail di komputer ini rosak. Ia diketepikan dan dipulihkan setakat yang boleh.</translation>
    </message>
    <message>
        <source>The file was written by a newer version. Install the current version.</source>
        <translation>Fail ditulis oleh versi yang lebih baharu. Pasang versi semasa.</translation>
    </message>
    <message>
        <source>A damaged file on this computer was set aside and its backup of %1 put in its place. Check your drafts and the outbox: what was saved later may be missing.</source>
        <translation>Fail yang rosak pada komputer ini telah diketepikan dan salinan sandarannya bertarikh %1 digunakan. Semak draf dan peti keluar anda: apa-apa yang disimpan selepas itu mungkin tiada.</translation>
    </message>
    <message>
        <source>The file with your unsent work is damaged and none of its backups is whole. It is kept for your administrator. Log in while the treasury can be reached, to go on with a new one.</source>
        <translation>Fail kerja anda yang belum dihantar rosak dan tiada salinan sandarannya yang sempurna. Fail itu disimpan untuk pentadbir anda. Log masuk semasa perbendaharaan dapat dihubungi untuk meneruskan dengan fail baharu.</translation>
    </message>
    <message>
        <source>A stored record does not open: it was changed outside the program. It was not used.</source>
        <translation>Satu rekod tersimpan tidak dapat dibuka: ia diubah di luar program. Ia tidak digunakan.</translation>
    </message>
    <message>
        <source>The token&apos;s software was not found. Nothing was signed; install it or ask your administrator.</source>
        <translation>Perisian token tidak dijumpai. Tiada apa-apa ditandatangani; pasang perisian itu atau tanya pentadbir anda.</translation>
    </message>
    <message>
        <source>The token&apos;s software could not be started. Nothing was signed; ask your administrator.</source>
        <translation>Perisian token tidak dapat dimulakan. Tiada apa-apa ditandatangani; tanya pentadbir anda.</translation>
    </message>
    <message>
        <source>The token&apos;s software stopped. The voucher is unchanged; try again.</source>
        <translation>Perisian token terhenti. Baucar tidak berubah; cuba lagi.</translation>
    </message>
    <message>
        <source>The token&apos;s software did not answer and was stopped. The voucher is unchanged; take the token out, put it back, try again.</source>
        <translation>Perisian token tidak menjawab dan telah dihentikan. Baucar tidak berubah; cabut token, pasang semula, cuba lagi.</translation>
    </message>
    <message>
        <source>No token was found. Nothing was signed; insert your token.</source>
        <translation>Tiada token dijumpai. Tiada apa-apa ditandatangani; pasangkan token anda.</translation>
    </message>
    <message>
        <source>The token was taken out. The voucher is unchanged; insert it and try again.</source>
        <translation>Token telah dicabut. Baucar tidak berubah; pasangkan token dan cuba lagi.</translation>
    </message>
    <message>
        <source>The token holds no certificate that you can sign with. Insert your own token, or apply to the treasury for a certificate.</source>
        <translation>Token tidak mengandungi sijil yang boleh anda gunakan. Pasangkan token anda sendiri, atau mohon sijil daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The token is empty: it was never set up. Nothing on it was changed; insert your own token, or ask the treasury to set it up.</source>
        <translation>Token ini kosong: ia belum pernah disediakan. Tiada apa-apa padanya berubah; pasangkan token anda sendiri, atau minta perbendaharaan menyediakannya.</translation>
    </message>
    <message>
        <source>The token could not be read. Nothing on it was changed; take it out, put it back, and if that does not help ask the treasury for a new one.</source>
        <translation>Token tidak dapat dibaca. Tiada apa-apa padanya berubah; cabut token, pasang semula, dan jika masih gagal minta token baharu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The PIN is wrong. Nothing was signed. Be careful: a few wrong tries lock the token.</source>
        <translation>PIN salah. Tiada apa-apa ditandatangani. Berhati-hati: beberapa cubaan salah akan mengunci token.</translation>
    </message>
    <message>
        <source>The PIN is locked. Nothing was signed; ask the treasury to unlock or replace the token.</source>
        <translation>PIN telah dikunci. Tiada apa-apa ditandatangani; minta perbendaharaan membuka atau menggantikan token.</translation>
    </message>
    <message>
        <source>The PIN has the wrong length. It was not tried, so no attempt was used up; type it again.</source>
        <translation>Panjang PIN tidak betul. Ia tidak dicuba, maka tiada cubaan digunakan; taip semula.</translation>
    </message>
    <message>
        <source>No PIN was typed at the reader in time. Nothing was signed and no attempt was used up; try again.</source>
        <translation>Tiada PIN ditaip pada pembaca dalam masa yang diberi. Tiada apa-apa ditandatangani dan tiada cubaan digunakan; cuba lagi.</translation>
    </message>
    <message>
        <source>The token holds no private key for this certificate. Nothing was signed; ask the treasury for a new token.</source>
        <translation>Token tidak mengandungi kunci persendirian bagi sijil ini. Tiada apa-apa ditandatangani; minta token baharu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The signature could not be made. The voucher is unchanged; try again.</source>
        <translation>Tandatangan tidak dapat dibuat. Baucar tidak berubah; cuba lagi.</translation>
    </message>
    <message>
        <source>The token cannot make the kind of signature that is needed. Nothing was signed; ask the treasury for a newer token.</source>
        <translation>Token tidak dapat membuat jenis tandatangan yang diperlukan. Tiada apa-apa ditandatangani; minta token yang lebih baharu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The certificate has expired, so it cannot sign. The voucher is unchanged; apply to the treasury for a new one.</source>
        <translation>Sijil telah tamat tempoh, maka ia tidak boleh menandatangani. Baucar tidak berubah; mohon yang baharu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The certificate is not valid yet. Nothing was signed; check this computer&apos;s date.</source>
        <translation>Sijil belum sah. Tiada apa-apa ditandatangani; periksa tarikh komputer ini.</translation>
    </message>
    <message>
        <source>The certificate was revoked. It must not be used; ask the treasury for a new one.</source>
        <translation>Sijil telah dibatalkan. Ia tidak boleh digunakan; minta sijil baharu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The certificate belongs to another officer. Use your own token.</source>
        <translation>Sijil ini milik pegawai lain. Gunakan token anda sendiri.</translation>
    </message>
    <message>
        <source>The certificate is not meant for signatures that bind (nonRepudiation). Choose another certificate, or ask the treasury for one.</source>
        <translation>Sijil ini bukan untuk tandatangan yang mengikat (nonRepudiation). Pilih sijil lain, atau minta satu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The certificate does not come from the treasury&apos;s certificate authority. It is not accepted; use the one that the treasury gave you.</source>
        <translation>Sijil ini bukan daripada pihak berkuasa sijil perbendaharaan. Ia tidak diterima; gunakan yang diberikan oleh perbendaharaan.</translation>
    </message>
    <message>
        <source>The certificate cannot be read. Nothing was signed; ask the treasury for a new one.</source>
        <translation>Sijil tidak dapat dibaca. Tiada apa-apa ditandatangani; minta yang baharu daripada perbendaharaan.</translation>
    </message>
    <message>
        <source>The list of revoked certificates is missing. Connect to the treasury and try again.</source>
        <translation>Senarai sijil terbatal tiada. Sambung ke perbendaharaan dan cuba lagi.</translation>
    </message>
    <message>
        <source>The list of revoked certificates is out of date. Connect to the treasury and try again.</source>
        <translation>Senarai sijil terbatal sudah lapuk. Sambung ke perbendaharaan dan cuba lagi.</translation>
    </message>
    <message>
        <source>The signature is not valid. The content or the signature was changed after signing; do not rely on it.</source>
        <translation>Tandatangan tidak sah. Kandungan atau tandatangan diubah selepas ditandatangani; jangan bergantung padanya.</translation>
    </message>
    <message>
        <source>The signature cannot be read. Nothing was accepted; sign again or ask for the evidence anew.</source>
        <translation>Tandatangan tidak dapat dibaca. Tiada apa-apa diterima; tandatangan semula atau minta bukti sekali lagi.</translation>
    </message>
    <message>
        <source>The signed statement cannot be read. Nothing was accepted; ask for the evidence anew.</source>
        <translation>Penyata yang ditandatangani tidak dapat dibaca. Tiada apa-apa diterima; minta bukti sekali lagi.</translation>
    </message>
    <message>
        <source>The signed statement does not match the voucher. Review the voucher anew and sign again.</source>
        <translation>Penyata yang ditandatangani tidak sepadan dengan baucar. Semak baucar semula dan tandatangan sekali lagi.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is too far off the treasury&apos;s. Correct it and sign again.</source>
        <translation>Jam komputer ini terlalu berbeza daripada jam perbendaharaan. Betulkan dan tandatangan semula.</translation>
    </message>
    <message>
        <source>The file or text is too large. It was not stored; make it smaller and try again.</source>
        <translation>Fail atau teks terlalu besar. Ia tidak disimpan; kecilkan dan cuba lagi.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Ini diperlukan.</translation>
    </message>
    <message>
        <source>At most %1 characters.</source>
        <translation>Paling banyak %1 aksara.</translation>
    </message>
    <message>
        <source>At most %1 entries.</source>
        <translation>Paling banyak %1 entri.</translation>
    </message>
    <message>
        <source>A character in it is not allowed.</source>
        <translation>Ada aksara yang tidak dibenarkan.</translation>
    </message>
    <message>
        <source>A document must not be empty, nor larger than 10 MB.</source>
        <translation>Dokumen tidak boleh kosong atau melebihi 10 MB.</translation>
    </message>
    <message>
        <source>The document&apos;s file name is not allowed.</source>
        <translation>Nama fail dokumen tidak dibenarkan.</translation>
    </message>
    <message>
        <source>Only PDF, JPEG and PNG documents are accepted.</source>
        <translation>Hanya dokumen PDF, JPEG dan PNG diterima.</translation>
    </message>
    <message>
        <source>The treasury does not have the document %1 yet.</source>
        <translation>Perbendaharaan belum mempunyai dokumen %1.</translation>
    </message>
    <message>
        <source>The treasury takes no vouchers of this kind for that process.</source>
        <translation>Perbendaharaan tidak menerima baucar jenis ini bagi proses itu.</translation>
    </message>
    <message>
        <source>The office (PTJ) is not known.</source>
        <translation>Pejabat (PTJ) tidak dikenali.</translation>
    </message>
    <message>
        <source>The date lies in the future.</source>
        <translation>Tarikh berada pada masa hadapan.</translation>
    </message>
    <message>
        <source>The date lies in an earlier year.</source>
        <translation>Tarikh berada dalam tahun terdahulu.</translation>
    </message>
    <message>
        <source>Attach the complete supporting documents (AP 99(a)).</source>
        <translation>Lampirkan dokumen sokongan yang lengkap (AP 99(a)).</translation>
    </message>
    <message>
        <source>%1 is needed.</source>
        <translation>%1 diperlukan.</translation>
    </message>
    <message>
        <source>%1 is not well formed.</source>
        <translation>%1 tidak betul bentuknya.</translation>
    </message>
    <message>
        <source>%1 is not in the chart of accounts.</source>
        <translation>%1 tiada dalam carta akaun.</translation>
    </message>
    <message>
        <source>This part of the charge line is not used here.</source>
        <translation>Bahagian baris caj ini tidak digunakan di sini.</translation>
    </message>
    <message>
        <source>The amount must be more than zero.</source>
        <translation>Amaun mesti lebih daripada sifar.</translation>
    </message>
    <message>
        <source>At least one charge line is needed.</source>
        <translation>Sekurang-kurangnya satu baris caj diperlukan.</translation>
    </message>
    <message>
        <source>The total is too large.</source>
        <translation>Jumlah terlalu besar.</translation>
    </message>
    <message>
        <source>The bank is not known.</source>
        <translation>Bank tidak dikenali.</translation>
    </message>
    <message>
        <source>An account number has digits only.</source>
        <translation>Nombor akaun hanya mengandungi digit.</translation>
    </message>
    <message>
        <source>This bank&apos;s account numbers have %1 to %2 digits.</source>
        <translation>Nombor akaun bank ini mempunyai %1 hingga %2 digit.</translation>
    </message>
    <message>
        <source>At least one invoice or bill is needed.</source>
        <translation>Sekurang-kurangnya satu invois atau bil diperlukan.</translation>
    </message>
    <message>
        <source>The same invoice number stands twice.</source>
        <translation>Nombor invois yang sama ada dua kali.</translation>
    </message>
    <message>
        <source>A bill of an earlier year needs leave (AP 58(a)).</source>
        <translation>Bil tahun terdahulu memerlukan kebenaran (AP 58(a)).</translation>
    </message>
    <message>
        <source>The invoices come to %1, the charge lines to %2.</source>
        <translation>Jumlah invois %1, jumlah baris caj %2.</translation>
    </message>
    <message>
        <source>More than 14 days since the documents were complete (AP 103(a)).</source>
        <translation>Lebih 14 hari sejak dokumen lengkap (AP 103(a)).</translation>
    </message>
    <message>
        <source>A payment voucher has debit lines only.</source>
        <translation>Baucar bayaran hanya mempunyai baris debit.</translation>
    </message>
    <message>
        <source>The period is a year and a month, such as 2026-03.</source>
        <translation>Tempoh ialah tahun dan bulan, seperti 2026-03.</translation>
    </message>
    <message>
        <source>The period lies in the future.</source>
        <translation>Tempoh berada pada masa hadapan.</translation>
    </message>
    <message>
        <source>Debit is %1 and credit is %2; they must be equal.</source>
        <translation>Debit %1 dan kredit %2; kedua-duanya mesti sama.</translation>
    </message>
    <message>
        <source>The period lies in an earlier year; its accounts may be closed.</source>
        <translation>Tempoh berada dalam tahun terdahulu; akaunnya mungkin telah ditutup.</translation>
    </message>
    <message>
        <source>A correction usually names the voucher that it corrects.</source>
        <translation>Pembetulan biasanya menamakan baucar yang dibetulkan.</translation>
    </message>
    <message>
        <source>An IC number has 12 digits and begins with a real date of birth.</source>
        <translation>Nombor KP mempunyai 12 digit dan bermula dengan tarikh lahir yang benar.</translation>
    </message>
    <message>
        <source>The place of birth in this IC number is not known; check the number.</source>
        <translation>Tempat lahir dalam nombor KP ini tidak dikenali; periksa nombor itu.</translation>
    </message>
    <message>
        <source>The treasury knows this payee with another account; confirm it with the payee.</source>
        <translation>Perbendaharaan mengenali penerima ini dengan akaun lain; sahkan dengan penerima.</translation>
    </message>
    <message>
        <source>At least 12 characters.</source>
        <translation>Sekurang-kurangnya 12 aksara.</translation>
    </message>
    <message>
        <source>A lower-case letter.</source>
        <translation>Satu huruf kecil.</translation>
    </message>
    <message>
        <source>An upper-case letter.</source>
        <translation>Satu huruf besar.</translation>
    </message>
    <message>
        <source>A digit.</source>
        <translation>Satu digit.</translation>
    </message>
    <message>
        <source>A special character.</source>
        <translation>Satu aksara khas.</translation>
    </message>
    <message>
        <source>Different from the present password.</source>
        <translation>Berbeza daripada kata laluan semasa.</translation>
    </message>
    <message>
        <source>The one-time code was refused: it is wrong, was used, or is too old. Nothing was signed; ask for a new code.</source>
        <translation>Kod sekali guna ditolak: ia salah, sudah digunakan, atau terlalu lama. Tiada apa-apa ditandatangani; minta kod baharu.</translation>
    </message>
    <message>
        <source>The PIN or the one-time code is wrong; the service does not tell which. Nothing was signed; ask for a new code and type both with care.</source>
        <translation>PIN atau kod sekali guna salah; perkhidmatan tidak memberitahu yang mana. Tiada apa-apa ditandatangani; minta kod baharu dan taip kedua-duanya dengan teliti.</translation>
    </message>
    <message>
        <source>The authorisation to sign has lapsed. Nothing was signed; ask for a new code.</source>
        <translation>Kebenaran menandatangani telah luput. Tiada apa-apa ditandatangani; minta kod baharu.</translation>
    </message>
    <message>
        <source>The one-time code could not be sent. Nothing was signed; try again later, or ask the help desk to check your e-mail address and phone.</source>
        <translation>Kod sekali guna tidak dapat dihantar. Tiada apa-apa ditandatangani; cuba lagi kemudian, atau minta meja bantuan menyemak alamat e-mel dan telefon anda.</translation>
    </message>
    <message>
        <source>Too many wrong tries: your roaming certificate is locked. Nothing was signed; ask for it to be unblocked on the certificate page.</source>
        <translation>Terlalu banyak cubaan salah: sijil roaming anda dikunci. Tiada apa-apa ditandatangani; minta ia dibuka semula di halaman sijil.</translation>
    </message>
    <message>
        <source>The certificate is suspended because it was reported. Nothing was signed; ask the treasury.</source>
        <translation>Sijil digantung kerana ia telah dilaporkan. Tiada apa-apa ditandatangani; tanya perbendaharaan.</translation>
    </message>
    <message>
        <source>The treasury no longer accepts this medium for this process or office. Nothing was signed; use the medium that it names.</source>
        <translation>Perbendaharaan tidak lagi menerima medium ini bagi proses atau pejabat ini. Tiada apa-apa ditandatangani; gunakan medium yang dinamakannya.</translation>
    </message>
    <message>
        <source>This kind of certificate cannot sign here. Nothing was signed; apply for Roaming + OTP on the certificate page, or use your token.</source>
        <translation>Sijil jenis ini tidak boleh menandatangani di sini. Tiada apa-apa ditandatangani; mohon Roaming + OTP di halaman sijil, atau gunakan token anda.</translation>
    </message>
    <message>
        <source>The new PIN is too easy to guess. The old one still holds; choose another by the rules beside the field.</source>
        <translation>PIN baharu terlalu mudah diteka. PIN lama masih berkuat kuasa; pilih PIN lain mengikut peraturan di sebelah medan.</translation>
    </message>
    <message>
        <source>The document is intact, but the signer is unknown: no authority that this computer trusts vouches for the certificate.</source>
        <translation>Dokumen ini utuh, tetapi penandatangannya tidak dikenali: tiada pihak berkuasa yang dipercayai komputer ini menjamin sijil itu.</translation>
    </message>
    <message>
        <source>Signed; the timestamp is still to come. The treasury adds it as soon as its time service answers.</source>
        <translation>Telah ditandatangani; cap masa belum diterima. Perbendaharaan menambahnya sebaik sahaja perkhidmatan masanya menjawab.</translation>
    </message>
    <message>
        <source>The file cannot be read as evidence. Choose a signature file, a container (.asice, .asics), a signed PDF or an evidence folder.</source>
        <translation>Fail tidak dapat dibaca sebagai bukti. Pilih fail tandatangan, bekas (.asice, .asics), PDF bertandatangan atau folder bukti.</translation>
    </message>
    <message>
        <source>The link or code has lapsed. Ask for a new one.</source>
        <translation>Pautan atau kod telah luput. Minta yang baharu.</translation>
    </message>
    <message>
        <source>6 to 12 digits.</source>
        <translation>6 hingga 12 digit.</translation>
    </message>
    <message>
        <source>At least three different digits, and no repeated block such as 246246.</source>
        <translation>Sekurang-kurangnya tiga digit berbeza, dan tiada kumpulan digit berulang seperti 246246.</translation>
    </message>
    <message>
        <source>No birth date and no part of the IC number.</source>
        <translation>Bukan tarikh lahir dan bukan sebahagian daripada nombor kad pengenalan.</translation>
    </message>
    <message>
        <source>No sequence of five digits such as 12345 or 98765.</source>
        <translation>Tiada lima digit berturutan seperti 12345 atau 98765.</translation>
    </message>
    <message>
        <source>The PIN must be changed before it can be used. Nothing was signed; change it on the certificate page.</source>
        <translation>PIN mesti ditukar sebelum digunakan. Tiada apa yang ditandatangani; tukar PIN di halaman sijil.</translation>
    </message>
    <message>
        <source>The PIN could not be changed. The old one still holds; if it happens again, ask your IT officer.</source>
        <translation>PIN tidak dapat ditukar. PIN lama masih berkuat kuasa; jika berulang, rujuk pegawai IT anda.</translation>
    </message>
    <message>
        <source>This no longer applies: the request was decided already, or another one of its kind is open. Look at the list of requests anew.</source>
        <translation>Ini tidak terpakai lagi: permohonan telah diputuskan, atau permohonan sejenis masih dibuka. Semak semula senarai permohonan.</translation>
    </message>
    <message>
        <source>This request is about you. Another administrator must decide on it; nothing was changed.</source>
        <translation>Permohonan ini berkenaan diri anda. Pentadbir lain mesti membuat keputusan; tiada apa yang diubah.</translation>
    </message>
    <message>
        <source>This treasury does not offer roaming certificates yet. Nothing was sent on; use your token.</source>
        <translation>Perbendaharaan ini belum menawarkan sijil roaming. Tiada apa yang dihantar; gunakan token anda.</translation>
    </message>
    <message>
        <source>Different from the present PIN.</source>
        <translation>Berbeza daripada PIN semasa.</translation>
    </message>
    <message>
        <source>An e-mail address looks like name@office.gov.my.</source>
        <translation>Alamat e-mel berbentuk nama@pejabat.gov.my.</translation>
    </message>
    <message>
        <source>A telephone number has 8 to 20 digits, blanks or dashes.</source>
        <translation>Nombor telefon mengandungi 8 hingga 20 angka, ruang atau sengkang.</translation>
    </message>
    <message>
        <source>Tick the declaration; without it the treasury does not accept the form.</source>
        <translation>Tandakan perakuan; tanpanya perbendaharaan tidak menerima borang ini.</translation>
    </message>
    <message>
        <source>At least one officer is needed.</source>
        <translation>Sekurang-kurangnya seorang pegawai diperlukan.</translation>
    </message>
    <message>
        <source>This officer stands in the list twice.</source>
        <translation>Pegawai ini disenaraikan dua kali.</translation>
    </message>
    <message>
        <source>Choose the certificate that it is about.</source>
        <translation>Pilih sijil yang berkenaan.</translation>
    </message>
    <message>
        <source>Write at least %1 characters.</source>
        <translation>Tulis sekurang-kurangnya %1 aksara.</translation>
    </message>
    <message>
        <source>A certificate stands on a token or is roaming with a code.</source>
        <translation>Sijil berada pada token atau roaming dengan kod.</translation>
    </message>
    <message>
        <source>Give the answer that only you know.</source>
        <translation>Berikan jawapan yang hanya anda ketahui.</translation>
    </message>
    <message>
        <source>The same in both fields.</source>
        <translation>Sama dalam kedua-dua medan.</translation>
    </message>
    <message>
        <source>The file cannot be opened. Check that it is still there and that you may read it.</source>
        <translation>Fail tidak dapat dibuka. Semak sama ada fail masih ada dan anda dibenarkan membacanya.</translation>
    </message>
    <message>
        <source>The file is no PDF that can be signed: it is damaged or of another kind.</source>
        <translation>Fail ini bukan PDF yang boleh ditandatangani: fail rosak atau daripada jenis lain.</translation>
    </message>
    <message>
        <source>The PDF is encrypted. Save it without protection and choose that file.</source>
        <translation>PDF ini disulitkan. Simpan tanpa perlindungan dan pilih fail itu.</translation>
    </message>
    <message>
        <source>The PDF&apos;s author closed it against any change, a further signature included. Ask for an open copy.</source>
        <translation>Penyedia PDF ini menutupnya daripada sebarang perubahan, termasuk tandatangan tambahan. Minta salinan yang terbuka.</translation>
    </message>
    <message>
        <source>The PDF is too large. One to be signed has at most 64 MB.</source>
        <translation>PDF terlalu besar. PDF untuk ditandatangani tidak boleh melebihi 64 MB.</translation>
    </message>
    <message>
        <source>This certificate signs one document at a time. Sign the voucher and the PDF separately.</source>
        <translation>Sijil ini menandatangani satu dokumen pada satu masa. Tandatangani baucar dan PDF secara berasingan.</translation>
    </message>
    <message>
        <source>A file of that name is there already and was left as it is. Nothing was confirmed yet; choose another name.</source>
        <translation>Fail dengan nama itu telah wujud dan tidak diusik. Belum ada apa-apa yang disahkan; pilih nama lain.</translation>
    </message>
    <message>
        <source>The file could not be written there. Nothing was confirmed yet; choose another place.</source>
        <translation>Fail tidak dapat ditulis di situ. Belum ada apa-apa yang disahkan; pilih tempat lain.</translation>
    </message>
    <message>
        <source>The treasury is newer than this program, so nothing was sent. Your work is kept; install the current version.</source>
        <translation>Perbendaharaan lebih baharu daripada program ini, maka tiada apa-apa dihantar. Kerja anda disimpan; pasang versi terkini.</translation>
    </message>
    <message>
        <source>The treasury runs an older version than this program understands, so nothing was sent. Your work is kept; tell your administrator.</source>
        <translation>Perbendaharaan menggunakan versi yang lebih lama daripada yang difahami oleh program ini, maka tiada apa-apa dihantar. Kerja anda disimpan; maklumkan kepada pentadbir anda.</translation>
    </message>
    <message>
        <source>The proxy of this network asks for a name and password, which this program never gives. Your work is kept; have your IT unit let this program through.</source>
        <translation>Proksi rangkaian ini meminta nama dan kata laluan, yang tidak pernah diberikan oleh program ini. Kerja anda disimpan; minta unit IT anda membenarkan program ini melaluinya.</translation>
    </message>
</context>
<context>
    <name>MediaText</name>
    <message>
        <source>%1: accepted; you have a certificate on it.</source>
        <translation>%1: diterima; anda mempunyai sijil padanya.</translation>
    </message>
    <message>
        <source>%1: accepted, but you have no certificate on it.</source>
        <translation>%1: diterima, tetapi anda tidak mempunyai sijil padanya.</translation>
    </message>
    <message>
        <source>Only with Roaming + OTP: %1.</source>
        <translation>Hanya dengan Roaming + OTP: %1.</translation>
    </message>
    <message>
        <source>The treasury no longer accepts your token. Sign with Roaming + OTP.</source>
        <translation>Perbendaharaan tidak lagi menerima token anda. Tandatangan dengan Roaming + OTP.</translation>
    </message>
    <message>
        <source>The treasury no longer accepts your token. Apply for Roaming + OTP on the certificate page, so that checking does not stop.</source>
        <translation>Perbendaharaan tidak lagi menerima token anda. Mohon Roaming + OTP di halaman sijil supaya semakan tidak terhenti.</translation>
    </message>
    <message>
        <source>%1: recognised, but it never signs here. Use your token, or apply for Roaming + OTP on the certificate page.</source>
        <translation>%1: dikenali, tetapi tidak pernah menandatangani di sini. Gunakan token anda, atau mohon Roaming + OTP di halaman sijil.</translation>
    </message>
    <message>
        <source>%1: no longer accepted.</source>
        <translation>%1: tidak lagi diterima.</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>Throw draft away</source>
        <translation>Buang draf</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>Simpan draf</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Serah</translation>
    </message>
    <message>
        <source>Attach document</source>
        <translation>Lampirkan dokumen</translation>
    </message>
    <message>
        <source>Certify</source>
        <translation>Peraku</translation>
    </message>
    <message>
        <source>Return with query</source>
        <translation>Kembalikan dengan kuiri</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Signed, not yet received</source>
        <translation>Ditandatangani, belum diterima</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Signed, being sent</source>
        <translation>Ditandatangani, sedang dihantar</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sedang dihantar</translation>
    </message>
    <message>
        <source>Received by the treasury</source>
        <translation>Diterima oleh perbendaharaan</translation>
    </message>
    <message>
        <source>Needs your attention</source>
        <translation>Perlu perhatian anda</translation>
    </message>
    <message>
        <source>Conflict: changed elsewhere</source>
        <translation>Percanggahan: diubah di tempat lain</translation>
    </message>
    <message>
        <source>The draft is not thrown away; it stays at the treasury.</source>
        <translation>Draf itu tidak dibuang; ia kekal di perbendaharaan.</translation>
    </message>
    <message>
        <source>What you changed in this draft and the treasury does not have is lost, with a submission that waits behind it.</source>
        <translation>Perubahan anda pada draf ini yang belum ada di perbendaharaan akan hilang, berserta serahan yang menunggu di belakangnya.</translation>
    </message>
    <message>
        <source>The voucher is not submitted; it stays a draft.</source>
        <translation>Baucar tidak diserahkan; ia kekal sebagai draf.</translation>
    </message>
    <message>
        <source>The document is not attached at the treasury.</source>
        <translation>Dokumen tidak dilampirkan di perbendaharaan.</translation>
    </message>
    <message>
        <source>Your signature is thrown away; the voucher is not certified and you would have to sign again.</source>
        <translation>Tandatangan anda dibuang; baucar tidak diperakukan dan anda perlu menandatangani semula.</translation>
    </message>
    <message>
        <source>Your decision and its reason are thrown away; the voucher stays as it was.</source>
        <translation>Keputusan anda dan sebabnya dibuang; baucar kekal seperti sedia ada.</translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message>
        <source>New certificate</source>
        <translation>Sijil baharu</translation>
    </message>
    <message>
        <source>Renewal of a certificate</source>
        <translation>Pembaharuan sijil</translation>
    </message>
    <message>
        <source>Medium for officers</source>
        <translation>Medium untuk pegawai</translation>
    </message>
    <message>
        <source>Unblocking</source>
        <translation>Nyahsekat</translation>
    </message>
    <message>
        <source>Cancellation of a certificate</source>
        <translation>Pembatalan Sijil</translation>
    </message>
    <message>
        <source>Lost, damaged or lent medium</source>
        <translation>Medium hilang, rosak atau dipinjam</translation>
    </message>
    <message>
        <source>Waits for your e-mail address to be confirmed</source>
        <translation>Menunggu alamat e-mel disahkan</translation>
    </message>
    <message>
        <source>Waits for an administrator</source>
        <translation>Menunggu pentadbir</translation>
    </message>
    <message>
        <source>Confirmed, being carried out</source>
        <translation>Disahkan, sedang dilaksanakan</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Lapsed: the e-mail address was not confirmed</source>
        <translation>Luput: alamat e-mel tidak disahkan</translation>
    </message>
    <message>
        <source>It is lost or stolen</source>
        <translation>Hilang atau dicuri</translation>
    </message>
    <message>
        <source>It is damaged</source>
        <translation>Rosak</translation>
    </message>
    <message>
        <source>Somebody else used it, or knows the PIN</source>
        <translation>Digunakan orang lain, atau PIN diketahui orang lain</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>sehingga %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Sebab: %1</translation>
    </message>
    <message>
        <source>A link and a code were sent to %1. Open the link before %2 and give the code; then an administrator decides.</source>
        <translation>Pautan dan kod telah dihantar ke %1. Buka pautan itu sebelum %2 dan masukkan kod; kemudian pentadbir membuat keputusan.</translation>
    </message>
    <message>
        <source>Reported. The certificate is suspended from this moment; an administrator decides whether it is revoked.</source>
        <translation>Telah dilaporkan. Sijil digantung mulai saat ini; pentadbir memutuskan sama ada ia dibatalkan.</translation>
    </message>
    <message>
        <source>Sent. An administrator decides; you get an e-mail, and this page shows it.</source>
        <translation>Telah dihantar. Pentadbir membuat keputusan; anda menerima e-mel dan halaman ini memaparkannya.</translation>
    </message>
    <message>
        <source>Reported by %1</source>
        <translation>Dilaporkan oleh %1</translation>
    </message>
</context>
<context>
    <name>SettingName</name>
    <message>
        <source>Treasury</source>
        <translation>Perbendaharaan</translation>
    </message>
    <message>
        <source>Authority of the treasury&apos;s certificate</source>
        <translation>Pihak berkuasa sijil perbendaharaan</translation>
    </message>
    <message>
        <source>Authority of the officers&apos; certificates</source>
        <translation>Pihak berkuasa sijil pegawai</translation>
    </message>
    <message>
        <source>Folder of the officers&apos; files</source>
        <translation>Folder fail pegawai</translation>
    </message>
    <message>
        <source>Further token modules (PKCS#11)</source>
        <translation>Modul token tambahan (PKCS#11)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Cerah atau gelap</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Fail log</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proksi</translation>
    </message>
    <message>
        <source>Further signing provider</source>
        <translation>Penyedia tandatangan tambahan</translation>
    </message>
    <message>
        <source>Authority of that provider</source>
        <translation>Pihak berkuasa penyedia itu</translation>
    </message>
    <message>
        <source>File with that provider&apos;s token</source>
        <translation>Fail token penyedia itu</translation>
    </message>
    <message>
        <source>Further authorities for verifying files</source>
        <translation>Pihak berkuasa tambahan untuk mengesahkan fail</translation>
    </message>
    <message>
        <source>Notices beside the clock</source>
        <translation>Pemberitahuan di sebelah jam</translation>
    </message>
</context>
<context>
    <name>SettingOrigin</name>
    <message>
        <source>Fixed: %1</source>
        <translation>Ditetapkan: %1</translation>
    </message>
    <message>
        <source>Peraku&apos;s own default</source>
        <translation>nilai lalai Peraku</translation>
    </message>
    <message>
        <source>your settings</source>
        <translation>tetapan anda</translation>
    </message>
    <message>
        <source>settings of this computer</source>
        <translation>tetapan komputer ini</translation>
    </message>
    <message>
        <source>environment of this start</source>
        <translation>persekitaran permulaan ini</translation>
    </message>
    <message>
        <source>command line of this start</source>
        <translation>baris perintah permulaan ini</translation>
    </message>
    <message>
        <source>your organisation&apos;s policy for you</source>
        <translation>dasar organisasi untuk anda</translation>
    </message>
    <message>
        <source>your organisation&apos;s policy for this computer</source>
        <translation>dasar organisasi untuk komputer ini</translation>
    </message>
</context>
<context>
    <name>VerifyText</name>
    <message>
        <source>The signature is valid.</source>
        <translation>Tandatangan ini sah.</translation>
    </message>
    <message>
        <source>The document is intact, but nobody whom this computer trusts vouches for the signer.</source>
        <translation>Dokumen ini utuh, tetapi tiada pihak yang dipercayai komputer ini mengesahkan penandatangannya.</translation>
    </message>
    <message>
        <source>The signature is NOT valid.</source>
        <translation>Tandatangan ini TIDAK sah.</translation>
    </message>
    <message>
        <source>Document: %1</source>
        <translation>Dokumen: %1</translation>
    </message>
    <message>
        <source>Signature: %1</source>
        <translation>Tandatangan: %1</translation>
    </message>
    <message>
        <source>Signed by: %1</source>
        <translation>Ditandatangani oleh: %1</translation>
    </message>
    <message>
        <source>Time that the signer gave: %1</source>
        <translation>Masa yang diberikan penandatangan: %1</translation>
    </message>
    <message>
        <source>Timestamp of an authority: %1</source>
        <translation>Cap masa pihak berkuasa: %1</translation>
    </message>
    <message>
        <source>No timestamp of an authority</source>
        <translation>Tiada cap masa pihak berkuasa</translation>
    </message>
    <message>
        <source>Method: %1</source>
        <translation>Kaedah: %1</translation>
    </message>
    <message>
        <source>Certificate: %1, serial number %2, issued by %3</source>
        <translation>Sijil: %1, nombor siri %2, dikeluarkan oleh %3</translation>
    </message>
    <message>
        <source>No signature vouches for this file.</source>
        <translation>Tiada tandatangan yang mengesahkan fail ini.</translation>
    </message>
    <message>
        <source>It stands in the container, but no signature there covers it: anybody may have put it in.</source>
        <translation>Ia berada dalam bekas, tetapi tiada tandatangan di situ meliputinya: sesiapa sahaja mungkin memasukkannya.</translation>
    </message>
    <message numerus="yes">
        <source>%1 covers %n file(s): %2</source>
        <translation>
            <numerusform>%1 meliputi %n fail: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VoucherDocument</name>
    <message>
        <source>Payee</source>
        <translation>Penerima</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Registration no. / IC</source>
        <translation>No. pendaftaran / KP</translation>
    </message>
    <message>
        <source>Mode of payment</source>
        <translation>Cara bayaran</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>Nombor akaun</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Nombor pesanan</translation>
    </message>
    <message>
        <source>Contract number</source>
        <translation>Nombor kontrak</translation>
    </message>
    <message>
        <source>Documents received</source>
        <translation>Dokumen diterima</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Invois</translation>
    </message>
    <message>
        <source>Invoice number</source>
        <translation>Nombor invois</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Tarikh</translation>
    </message>
    <message>
        <source>Amount (RM)</source>
        <translation>Amaun (RM)</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Jurnal</translation>
    </message>
    <message>
        <source>Accounting period</source>
        <translation>Tempoh perakaunan</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Sebab</translation>
    </message>
    <message>
        <source>Reference voucher</source>
        <translation>Baucar rujukan</translation>
    </message>
    <message>
        <source>Charge lines</source>
        <translation>Baris caj</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Bil.</translation>
    </message>
    <message>
        <source>Charge line</source>
        <translation>Baris caj</translation>
    </message>
    <message>
        <source>Debit (RM)</source>
        <translation>Debit (RM)</translation>
    </message>
    <message>
        <source>Credit (RM)</source>
        <translation>Kredit (RM)</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>terlalu besar</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Perihal</translation>
    </message>
    <message>
        <source>No description.</source>
        <translation>Tiada perihal.</translation>
    </message>
    <message>
        <source>Supporting documents</source>
        <translation>Dokumen sokongan</translation>
    </message>
    <message>
        <source>None attached.</source>
        <translation>Tiada lampiran.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Sejarah</translation>
    </message>
    <message>
        <source>no longer counts, the voucher was returned</source>
        <translation>tidak lagi dikira, baucar dipulangkan</translation>
    </message>
    <message>
        <source>Treasury</source>
        <translation>Perbendaharaan</translation>
    </message>
    <message>
        <source>Nothing was sent to the treasury yet.</source>
        <translation>Belum ada apa-apa dihantar kepada perbendaharaan.</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Kedudukan</translation>
    </message>
    <message>
        <source>Work process</source>
        <translation>Proses kerja</translation>
    </message>
    <message>
        <source>Prepared by</source>
        <translation>Disediakan oleh</translation>
    </message>
    <message>
        <source>You certify</source>
        <translation>Anda memperaku</translation>
    </message>
    <message>
        <source>revision</source>
        <translation>semakan</translation>
    </message>
    <message>
        <source>Signer&apos;s IC</source>
        <translation>No. KP penandatangan</translation>
    </message>
    <message>
        <source>Time in the statement</source>
        <translation>Masa dalam penyata</translation>
    </message>
    <message>
        <source>Earlier signatures</source>
        <translation>Tandatangan terdahulu</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tiada</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The certifying officer&apos;s desk</source>
        <translation>Meja pegawai peraku</translation>
    </message>
    <message>
        <source>Evidence to verify at once.</source>
        <translation>Bukti untuk disahkan serta-merta.</translation>
    </message>
</context>
<context>
    <name>peraku::gui::SessionSignals</name>
    <message>
        <source>Locks the desk before sleep</source>
        <translation>Mengunci meja sebelum komputer tidur</translation>
    </message>
</context>
<context>
    <name>peraku::ui::AccountPage</name>
    <message>
        <source>Account</source>
        <translation>Akaun</translation>
    </message>
    <message>
        <source>One-time codes for signing</source>
        <translation>Kod sekali guna untuk tandatangan</translation>
    </message>
    <message>
        <source>By the &amp;phone app</source>
        <translation>Melalui aplikasi &amp;telefon</translation>
    </message>
    <message>
        <source>My phones</source>
        <translation>Telefon saya</translation>
    </message>
    <message>
        <source>Enrol a p&amp;hone…</source>
        <translation>&amp;Daftar telefon…</translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation>&amp;Keluarkan…</translation>
    </message>
    <message>
        <source>What the treasury accepts</source>
        <translation>Apa yang diterima oleh perbendaharaan</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Lihat &amp;semula</translation>
    </message>
    <message>
        <source>By &amp;e-mail</source>
        <translation>Melalui &amp;e-mel</translation>
    </message>
    <message>
        <source>By &amp;e-mail (%1)</source>
        <translation>Melalui &amp;e-mel (%1)</translation>
    </message>
    <message>
        <source>With Roaming + OTP each signing needs a code of six digits. Enrol a phone to receive it in the app; until then it comes by e-mail.</source>
        <translation>Dengan Roaming + OTP, setiap tandatangan memerlukan kod enam digit. Daftarkan telefon untuk menerimanya dalam aplikasi; sehingga itu ia dihantar melalui e-mel.</translation>
    </message>
    <message>
        <source>With Roaming + OTP each signing needs a code of six digits. Choose e-mail where phones are not allowed or have no coverage.</source>
        <translation>Dengan Roaming + OTP, setiap tandatangan memerlukan kod enam digit. Pilih e-mel di tempat yang melarang telefon atau tiada liputan.</translation>
    </message>
    <message>
        <source>The treasury was not heard yet.</source>
        <translation>Perbendaharaan belum memberi jawapan.</translation>
    </message>
    <message>
        <source>%1
Enrolled %2, last seen %3</source>
        <translation>%1
Didaftarkan %2, kali terakhir dilihat %3</translation>
    </message>
    <message>
        <source>&amp;Settings of this desk…</source>
        <translation>Tetapan &amp;meja ini…</translation>
    </message>
    <message>
        <source>Diag&amp;nosis…</source>
        <translation>Diag&amp;nostik…</translation>
    </message>
</context>
<context>
    <name>peraku::ui::AddMediumDialog</name>
    <message>
        <source>Add a medium for officers</source>
        <translation>Tambah medium untuk pegawai</translation>
    </message>
    <message>
        <source>One line an officer. Another administrator confirms the list; the certificate administrator carries it out and answers by e-mail.</source>
        <translation>Satu baris seorang pegawai. Pentadbir lain mengesahkan senarai; pentadbir sijil melaksanakannya dan menjawab melalui e-mel.</translation>
    </message>
    <message>
        <source>IC</source>
        <translation>No. KP</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Alamat e-mel</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Agensi</translation>
    </message>
    <message>
        <source>Accounting office</source>
        <translation>Pejabat perakaunan</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistem</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Pegawai</translation>
    </message>
    <message>
        <source>&amp;Add a line</source>
        <translation>T&amp;ambah baris</translation>
    </message>
    <message>
        <source>Re&amp;move the line</source>
        <translation>Buang &amp;baris</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>&amp;Send the request</source>
        <translation>&amp;Hantar permohonan</translation>
    </message>
    <message>
        <source>Discard what you wrote?</source>
        <translation>Buang apa yang anda tulis?</translation>
    </message>
    <message>
        <source>The list was not sent and would be lost.</source>
        <translation>Senarai belum dihantar dan akan hilang.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Terus menulis</translation>
    </message>
</context>
<context>
    <name>peraku::ui::AttachmentList</name>
    <message>
        <source>Supportin&amp;g documents</source>
        <translation>Dokumen so&amp;kongan</translation>
    </message>
    <message>
        <source>Add docum&amp;ent…</source>
        <translation>Tambah &amp;dokumen…</translation>
    </message>
    <message>
        <source>Remo&amp;ve document</source>
        <translation>Buan&amp;g dokumen</translation>
    </message>
    <message>
        <source>Supporting documents</source>
        <translation>Dokumen sokongan</translation>
    </message>
    <message>
        <source>PDF, JPEG or PNG, at most 10 MB each. Files can be dropped here.</source>
        <translation>PDF, JPEG atau PNG, paling besar 10 MB setiap satu. Fail boleh dilepaskan di sini.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::BatchDialog</name>
    <message>
        <source>%1 of %2 certified</source>
        <translation>%1 daripada %2 diperaku</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n second(s) left</source>
        <translation>
            <numerusform>%1 · tinggal %n saat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · about %n minute(s) left</source>
        <translation>
            <numerusform>%1 · tinggal kira-kira %n minit</numerusform>
        </translation>
    </message>
    <message>
        <source>Certified</source>
        <translation>Diperaku</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>Belum dicuba.</translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s) certified</source>
        <translation>
            <numerusform>%n baucar diperaku</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 certified, %2 not</source>
        <translation>%1 diperaku, %2 tidak</translation>
    </message>
    <message>
        <source>The signatures are stored and on their way to the treasury, which checks them again.</source>
        <translation>Tandatangan disimpan dan sedang dihantar ke perbendaharaan, yang menyemaknya semula.</translation>
    </message>
    <message>
        <source>The signatures are stored on this PC. They are sent by themselves as soon as the treasury can be reached.</source>
        <translation>Tandatangan disimpan dalam PC ini. Tandatangan dihantar dengan sendirinya sebaik sahaja perbendaharaan dapat dihubungi.</translation>
    </message>
    <message>
        <source>The others stand as they were before.</source>
        <translation>Yang lain kekal seperti sebelumnya.</translation>
    </message>
    <message numerus="yes">
        <source>Sign %n voucher(s)</source>
        <translation>
            <numerusform>Tandatangani %n baucar</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Sijil</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Semak</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tandatangan</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Keputusan</translation>
    </message>
    <message>
        <source>Preparing the vouchers</source>
        <translation>Baucar sedang disediakan</translation>
    </message>
    <message>
        <source>Certifying…</source>
        <translation>Sedang memperaku…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Kemajuan</translation>
    </message>
    <message>
        <source>What came of each voucher</source>
        <translation>Keputusan bagi setiap baucar</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Lihat &amp;semula</translation>
    </message>
    <message>
        <source>T&amp;ry the failed ones again</source>
        <translation>&amp;Cuba semula yang gagal</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Henti</translation>
    </message>
    <message>
        <source>Leave &amp;without signing</source>
        <translation>Keluar ta&amp;npa tandatangan</translation>
    </message>
    <message>
        <source>Co&amp;ntinue to sign</source>
        <translation>Te&amp;ruskan ke tandatangan</translation>
    </message>
    <message>
        <source>Co&amp;ntinue</source>
        <translation>Te&amp;ruskan</translation>
    </message>
    <message>
        <source>&amp;Tandatangan</source>
        <translation>&amp;Tandatangan</translation>
    </message>
    <message>
        <source>The certificate that you chose is not there any more. Nothing more was signed.</source>
        <translation>Sijil yang anda pilih tiada lagi. Tiada apa-apa lagi yang ditandatangani.</translation>
    </message>
    <message>
        <source>%1 of %2 certified, %3 not</source>
        <translation>%1 daripada %2 diperaku, %3 tidak</translation>
    </message>
    <message>
        <source>The desk was locked before the batch was through.</source>
        <translation>Meja dikunci sebelum kelompok selesai.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::BatchModel</name>
    <message>
        <source>Voucher</source>
        <translation>Baucar</translation>
    </message>
    <message>
        <source>Payee or reason</source>
        <translation>Penerima / sebab</translation>
    </message>
    <message>
        <source>Amount (RM)</source>
        <translation>Amaun (RM)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
</context>
<context>
    <name>peraku::ui::BatchReviewPage</name>
    <message>
        <source>You left it out.</source>
        <translation>Anda mengecualikannya.</translation>
    </message>
    <message>
        <source>None of these vouchers can be certified now</source>
        <translation>Tiada satu pun baucar ini boleh diperaku sekarang</translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s), %1 in all</source>
        <translation>
            <numerusform>%n baucar, berjumlah %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s) set aside, not to be signed:</source>
        <translation>
            <numerusform>%n baucar diketepikan, tidak akan ditandatangani:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 daripada %2</translation>
    </message>
    <message>
        <source>Read each one: the page is made from the very bytes that will be signed. Your PIN certifies all of them at once; nothing is asked again after it.</source>
        <translation>Baca setiap satu: halaman ini dibina daripada bait yang sama yang akan ditandatangani. PIN anda memperaku kesemuanya sekali gus; tiada pengesahan lagi selepas itu.</translation>
    </message>
    <message>
        <source>Vouchers to sign</source>
        <translation>Baucar untuk ditandatangani</translation>
    </message>
    <message>
        <source>Vouchers set aside</source>
        <translation>Baucar yang diketepikan</translation>
    </message>
    <message>
        <source>Frozen content of the voucher</source>
        <translation>Kandungan baucar yang dibekukan</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Sebelum</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>Ber&amp;ikut</translation>
    </message>
    <message>
        <source>Leave this one &amp;out</source>
        <translation>Ke&amp;cualikan baucar ini</translation>
    </message>
</context>
<context>
    <name>peraku::ui::CertificatePage</name>
    <message>
        <source>Your certificate expired on %1 and cannot sign any more. Send the Class 2 form, a copy of your IC and the local order to the treasury to get a new one.</source>
        <translation>Sijil anda tamat pada %1 dan tidak boleh menandatangani lagi. Hantar borang Kelas 2, salinan kad pengenalan dan pesanan tempatan kepada perbendaharaan untuk mendapat yang baharu.</translation>
    </message>
    <message numerus="yes">
        <source>Your certificate ends in %n day(s), on %1. Apply for a new one now, so that checking does not stop: send the Class 2 form, a copy of your IC and the local order to the treasury.</source>
        <translation>
            <numerusform>Sijil anda tamat dalam %n hari, pada %1. Mohon yang baharu sekarang supaya semakan tidak terhenti: hantar borang Kelas 2, salinan kad pengenalan dan pesanan tempatan kepada perbendaharaan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate &amp; token</source>
        <translation>Sijil &amp; token</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Sijil</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Butiran</translation>
    </message>
    <message>
        <source>Readers and tokens</source>
        <translation>Pembaca dan token</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Lihat &amp;semula</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s), ready</source>
        <translation>
            <numerusform>%n sijil, sedia</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for your token…</source>
        <translation>Mencari token anda…</translation>
    </message>
    <message>
        <source>No certificate was found. Plug your token in; this page notices it by itself. Or apply for a roaming certificate. Preparing vouchers needs none.</source>
        <translation>Tiada sijil ditemui. Pasangkan token anda; halaman ini mengesannya sendiri. Atau mohon sijil roaming. Penyediaan baucar tidak memerlukannya.</translation>
    </message>
    <message>
        <source>Your certificate signs when you certify a voucher. The PIN is asked each time and never kept.</source>
        <translation>Sijil anda menandatangani apabila anda memperakui baucar. PIN diminta setiap kali dan tidak disimpan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::CertificateView</name>
    <message>
        <source>Certificate valid from</source>
        <translation>Sijil sah mulai</translation>
    </message>
    <message>
        <source>Certificate valid until</source>
        <translation>Sijil sah hingga</translation>
    </message>
    <message>
        <source>Subject DN</source>
        <translation>Subjek DN</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Nombor siri</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Dikeluarkan oleh</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Kunci</translation>
    </message>
</context>
<context>
    <name>peraku::ui::CertifyDialog</name>
    <message>
        <source>Discard the signature?</source>
        <translation>Buang tandatangan?</translation>
    </message>
    <message>
        <source>The signature was made but not confirmed. Without it the voucher stays as it was.</source>
        <translation>Tandatangan telah dibuat tetapi belum disahkan. Tanpanya baucar kekal seperti sebelum ini.</translation>
    </message>
    <message>
        <source>Discard the signature</source>
        <translation>Buang tandatangan</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Certify %1</source>
        <translation>Peraku %1</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Sijil</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Semak</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tandatangan</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Sahkan</translation>
    </message>
    <message>
        <source>Read what you are about to sign</source>
        <translation>Baca apa yang akan anda tandatangani</translation>
    </message>
    <message>
        <source>This page is made from the very bytes that will be signed. If something is wrong, go back and return the voucher with a query.</source>
        <translation>Halaman ini dibuat daripada bait yang akan ditandatangani. Jika ada yang salah, kembali dan pulangkan baucar dengan kuiri.</translation>
    </message>
    <message>
        <source>Frozen content of the voucher</source>
        <translation>Kandungan baucar yang dibekukan</translation>
    </message>
    <message>
        <source>Signature information</source>
        <translation>Maklumat tandatangan</translation>
    </message>
    <message>
        <source>The signature was made and checked here. Confirm it to send the certification; until then nothing has changed.</source>
        <translation>Tandatangan telah dibuat dan disemak di sini. Sahkan untuk menghantar perakuan; sebelum itu tiada apa-apa berubah.</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Pengesahan</translation>
    </message>
    <message>
        <source>The signature is stored and on its way to the treasury, which checks it again.</source>
        <translation>Tandatangan disimpan dan sedang dihantar kepada perbendaharaan, yang akan menyemaknya semula.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Henti</translation>
    </message>
    <message>
        <source>Leave &amp;without signing</source>
        <translation>Keluar ta&amp;npa tandatangan</translation>
    </message>
    <message>
        <source>Co&amp;ntinue to sign</source>
        <translation>Te&amp;ruskan ke tandatangan</translation>
    </message>
    <message>
        <source>Co&amp;ntinue</source>
        <translation>Te&amp;ruskan</translation>
    </message>
    <message>
        <source>&amp;Tandatangan</source>
        <translation>&amp;Tandatangan</translation>
    </message>
    <message>
        <source>C&amp;onfirm signature</source>
        <translation>&amp;Sahkan tandatangan</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>&amp;Lihat semula</translation>
    </message>
    <message>
        <source>The certificate that you chose is not there any more. Nothing was signed and the voucher is unchanged.</source>
        <translation>Sijil yang anda pilih tiada lagi. Tiada apa-apa ditandatangani dan baucar tidak berubah.</translation>
    </message>
    <message>
        <source>Certificate &amp;page</source>
        <translation>&amp;Halaman sijil</translation>
    </message>
    <message>
        <source>The signed PDF was saved as %1.</source>
        <translation>PDF yang ditandatangani telah disimpan sebagai %1.</translation>
    </message>
    <message>
        <source>Preparing or storing the certification</source>
        <translation>Perakuan sedang disediakan atau disimpan</translation>
    </message>
    <message>
        <source>%1 is signed</source>
        <translation>%1 telah ditandatangani</translation>
    </message>
    <message>
        <source>Signed, not yet received: the signature is stored on this PC and is sent by itself as soon as the treasury can be reached. Until then the voucher is not certified.</source>
        <translation>Ditandatangani, belum diterima: tandatangan disimpan di PC ini dan dihantar dengan sendirinya sebaik sahaja perbendaharaan dapat dihubungi. Sehingga itu baucar belum diperakukan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::ConflictDialog</name>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Cuba lagi</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Versi saya</translation>
    </message>
    <message>
        <source>What you signed</source>
        <translation>Yang anda tandatangani</translation>
    </message>
    <message>
        <source>What you read</source>
        <translation>Yang anda baca</translation>
    </message>
    <message>
        <source>The treasury&apos;s</source>
        <translation>Versi perbendaharaan</translation>
    </message>
    <message>
        <source>only changed here</source>
        <translation>hanya diubah di sini</translation>
    </message>
    <message>
        <source>only changed at the treasury</source>
        <translation>hanya diubah di perbendaharaan</translation>
    </message>
    <message>
        <source>changed on both sides</source>
        <translation>diubah di kedua-dua pihak</translation>
    </message>
    <message>
        <source>Everything is chosen.</source>
        <translation>Semuanya telah dipilih.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) still to choose</source>
        <translation>
            <numerusform>%n perbezaan belum dipilih</numerusform>
        </translation>
    </message>
    <message>
        <source>Total after your choices: %1. Mine: %2. The treasury&apos;s: %3.</source>
        <translation>Jumlah selepas pilihan anda: %1. Versi saya: %2. Versi perbendaharaan: %3.</translation>
    </message>
    <message>
        <source>It can be saved so, but not submitted yet:</source>
        <translation>Boleh disimpan begini, tetapi belum boleh diserahkan:</translation>
    </message>
    <message>
        <source>Give this decision up?</source>
        <translation>Lepaskan keputusan ini?</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Lepaskan</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Give your version up?</source>
        <translation>Lepaskan versi anda?</translation>
    </message>
    <message>
        <source>Give mine up</source>
        <translation>Lepaskan versi saya</translation>
    </message>
    <message>
        <source>&amp;Compare anew</source>
        <translation>&amp;Banding semula</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Dua versi</translation>
    </message>
    <message>
        <source>All &amp;mine</source>
        <translation>Semua &amp;versi saya</translation>
    </message>
    <message>
        <source>All the &amp;treasury&apos;s</source>
        <translation>Semua versi &amp;perbendaharaan</translation>
    </message>
    <message>
        <source>&amp;Decide later</source>
        <translation>Putus &amp;kemudian</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Baucar</translation>
    </message>
    <message>
        <source>The version that both began with is not kept on this PC, so nothing is proposed.</source>
        <translation>Versi asal kedua-duanya tidak disimpan di PC ini, maka tiada cadangan dibuat.</translation>
    </message>
    <message>
        <source>&amp;Keep the treasury&apos;s</source>
        <translation>Kek&amp;alkan versi perbendaharaan</translation>
    </message>
    <message>
        <source>&amp;Give mine up…</source>
        <translation>&amp;Lepaskan versi saya…</translation>
    </message>
    <message>
        <source>Both versions are fetched…</source>
        <translation>Kedua-dua versi sedang diambil…</translation>
    </message>
    <message>
        <source>%1: choose between two versions</source>
        <translation>%1: pilih antara dua versi</translation>
    </message>
    <message>
        <source>Both versions say the same. Only the treasury&apos;s is kept.</source>
        <translation>Kedua-dua versi sama. Hanya versi perbendaharaan dikekalkan.</translation>
    </message>
    <message>
        <source>It was changed elsewhere after you began. Choose what shall stand; it becomes one new save. Nothing is sent before.</source>
        <translation>Ia diubah di tempat lain selepas anda bermula. Pilih yang patut kekal; pilihan itu menjadi satu simpanan baharu. Tiada apa-apa dihantar sebelum itu.</translation>
    </message>
    <message>
        <source>It is not submitted by that: submit it again when it is as it should be.</source>
        <translation>Ia tidak diserahkan dengan itu: serahkan semula apabila sudah betul.</translation>
    </message>
    <message>
        <source>&amp;Go on with it</source>
        <translation>&amp;Teruskan dengannya</translation>
    </message>
    <message>
        <source>&amp;Save what was chosen</source>
        <translation>&amp;Simpan pilihan</translation>
    </message>
    <message>
        <source>%1: your version came too late</source>
        <translation>%1: versi anda sudah terlewat</translation>
    </message>
    <message>
        <source>The draft was thrown away elsewhere, or you may not see it any more; the treasury does not tell by whom. Your version is still here.</source>
        <translation>Draf itu dibuang di tempat lain, atau anda tidak lagi boleh melihatnya; perbendaharaan tidak menyatakan oleh siapa. Versi anda masih ada di sini.</translation>
    </message>
    <message>
        <source>It was cancelled meanwhile and cannot be amended. Your version is still here.</source>
        <translation>Ia telah dibatalkan dan tidak boleh dipinda. Versi anda masih ada di sini.</translation>
    </message>
    <message>
        <source>It went its way meanwhile and cannot be amended now. Your version is still here.</source>
        <translation>Ia telah bergerak ke langkah seterusnya dan tidak boleh dipinda sekarang. Versi anda masih ada di sini.</translation>
    </message>
    <message>
        <source>Keep mine as a &amp;new draft</source>
        <translation>Simpan versi saya sebagai draf &amp;baharu</translation>
    </message>
    <message>
        <source>%1: thrown away here, changed elsewhere</source>
        <translation>%1: dibuang di sini, diubah di tempat lain</translation>
    </message>
    <message>
        <source>You threw this draft away, but it was changed after you last saw it. This is how it stands now.</source>
        <translation>Anda telah membuang draf ini, tetapi ia diubah selepas kali terakhir anda melihatnya. Beginilah keadaannya sekarang.</translation>
    </message>
    <message>
        <source>You threw this draft away, but it went its way meanwhile and stays.</source>
        <translation>Anda telah membuang draf ini, tetapi ia telah bergerak ke langkah seterusnya dan kekal.</translation>
    </message>
    <message>
        <source>&amp;Throw it away all the same</source>
        <translation>&amp;Buang juga</translation>
    </message>
    <message>
        <source>%1 changed after you signed it</source>
        <translation>%1 berubah selepas anda menandatanganinya</translation>
    </message>
    <message>
        <source>%1 changed after you decided</source>
        <translation>%1 berubah selepas anda membuat keputusan</translation>
    </message>
    <message>
        <source>You may not see it any more, or it is gone.</source>
        <translation>Anda tidak lagi boleh melihatnya, atau ia sudah tiada.</translation>
    </message>
    <message>
        <source>What you read then is not kept on this PC, so the two cannot be compared.</source>
        <translation>Apa yang anda baca ketika itu tidak disimpan di PC ini, maka kedua-duanya tidak dapat dibandingkan.</translation>
    </message>
    <message>
        <source>Its content is the same, but it is no longer at the step that you decided on.</source>
        <translation>Kandungannya sama, tetapi ia tidak lagi berada pada langkah yang anda putuskan.</translation>
    </message>
    <message>
        <source>This is what differs from what you saw.</source>
        <translation>Inilah yang berbeza daripada yang anda lihat.</translation>
    </message>
    <message>
        <source>The treasury refused your signature: nothing is certified by it.</source>
        <translation>Perbendaharaan menolak tandatangan anda: tiada apa-apa diperakukan olehnya.</translation>
    </message>
    <message>
        <source>The treasury refused your decision: nothing came of it.</source>
        <translation>Perbendaharaan menolak keputusan anda: tiada apa-apa berlaku daripadanya.</translation>
    </message>
    <message>
        <source>&amp;Review it anew…</source>
        <translation>&amp;Semak semula…</translation>
    </message>
    <message>
        <source>&amp;Give the decision up…</source>
        <translation>&amp;Lepaskan keputusan…</translation>
    </message>
</context>
<context>
    <name>peraku::ui::CredentialActions</name>
    <message>
        <source>Change the &amp;PIN…</source>
        <translation>Tukar &amp;PIN…</translation>
    </message>
    <message>
        <source>Apply for &amp;renewal…</source>
        <translation>Mohon pembaha&amp;ruan…</translation>
    </message>
    <message>
        <source>Ask for it to be &amp;unblocked…</source>
        <translation>Mohon &amp;nyahsekat…</translation>
    </message>
    <message>
        <source>Report as &amp;lost, damaged or lent…</source>
        <translation>&amp;Lapor hilang, rosak atau dipinjam…</translation>
    </message>
    <message>
        <source>&amp;Cancel the certificate…</source>
        <translation>&amp;Batal sijil…</translation>
    </message>
    <message>
        <source>Apply for a roaming &amp;certificate…</source>
        <translation>Mohon &amp;sijil roaming…</translation>
    </message>
    <message>
        <source>Add a &amp;medium for officers…</source>
        <translation>Tambah &amp;medium untuk pegawai…</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>Lag&amp;i</translation>
    </message>
    <message>
        <source>More about this certificate</source>
        <translation>Tindakan lain bagi sijil ini</translation>
    </message>
    <message>
        <source>The PIN is changed.</source>
        <translation>PIN telah ditukar.</translation>
    </message>
    <message>
        <source>Report the token of another &amp;officer…</source>
        <translation>Lapor token pegawai &amp;lain…</translation>
    </message>
</context>
<context>
    <name>peraku::ui::CredentialPage</name>
    <message>
        <source>Which certificate do you sign with?</source>
        <translation>Dengan sijil mana anda menandatangani?</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Sijil</translation>
    </message>
    <message>
        <source>Cannot sign: %1</source>
        <translation>Tidak boleh menandatangani: %1</translation>
    </message>
    <message>
        <source>Looking for your token…</source>
        <translation>Mencari token anda…</translation>
    </message>
    <message>
        <source>No certificate here can sign for you now. Plug your token in; this page notices it by itself.</source>
        <translation>Tiada sijil di sini yang boleh menandatangani untuk anda sekarang. Pasangkan token anda; halaman ini mengesannya sendiri.</translation>
    </message>
    <message>
        <source>Choose one and go on. Nothing is signed yet.</source>
        <translation>Pilih satu dan teruskan. Belum ada apa-apa ditandatangani.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::DecisionDialog</name>
    <message>
        <source>Officer</source>
        <translation>Pegawai</translation>
    </message>
    <message>
        <source>IC</source>
        <translation>No. KP</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>Jawatan</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Pejabat</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Dihantar</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Apa yang berlaku</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Penjelasan</translation>
    </message>
    <message>
        <source>Certificate (SHA-256)</source>
        <translation>Sijil (SHA-256)</translation>
    </message>
    <message>
        <source>E-mail address, confirmed</source>
        <translation>Alamat e-mel, disahkan</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistem</translation>
    </message>
    <message>
        <source>Office address</source>
        <translation>Alamat pejabat</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Decide on a request</source>
        <translation>Putuskan permohonan</translation>
    </message>
    <message>
        <source>&amp;Reason, if you refuse it</source>
        <translation>&amp;Sebab, jika ditolak</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Sebab</translation>
    </message>
    <message>
        <source>The officer reads this.</source>
        <translation>Pegawai akan membaca sebab ini.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>Re&amp;fuse</source>
        <translation>&amp;Tolak</translation>
    </message>
    <message>
        <source>It is &amp;done</source>
        <translation>Telah &amp;selesai</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>Sa&amp;hkan</translation>
    </message>
    <message>
        <source>Write at least %1 characters.</source>
        <translation>Tulis sekurang-kurangnya %1 aksara.</translation>
    </message>
    <message>
        <source>Discard what you wrote?</source>
        <translation>Buang apa yang anda tulis?</translation>
    </message>
    <message>
        <source>Nothing was decided; your reason would be lost.</source>
        <translation>Tiada keputusan dibuat; sebab yang ditulis akan hilang.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Terus menulis</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>Dilaporkan oleh</translation>
    </message>
    <message>
        <source>This application names another e-mail address than the treasury has for the officer (%1). Ask the officer in person before you confirm.</source>
        <translation>Permohonan ini menggunakan alamat e-mel yang berlainan daripada alamat pegawai ini dalam rekod perbendaharaan (%1). Tanya pegawai itu sendiri sebelum anda mengesahkan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::DeskNotices</name>
    <message numerus="yes">
        <source>%n in the outbox need(s) your attention.</source>
        <translation>
            <numerusform>%n dalam peti keluar memerlukan perhatian anda.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s) wait for your signature.</source>
        <translation>
            <numerusform>%n baucar menunggu tandatangan anda.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your certificate has expired.</source>
        <translation>Sijil anda telah tamat tempoh.</translation>
    </message>
    <message numerus="yes">
        <source>Your certificate ends in %n day(s).</source>
        <translation>
            <numerusform>Sijil anda tamat dalam %n hari.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::DeskWarnings</name>
    <message>
        <source>The clock of this PC is ahead of the treasury&apos;s; there it is %1.</source>
        <translation>Jam PC ini mendahului jam perbendaharaan; di sana sekarang %1.</translation>
    </message>
    <message>
        <source>The clock of this PC is behind the treasury&apos;s; there it is %1.</source>
        <translation>Jam PC ini terlewat daripada jam perbendaharaan; di sana sekarang %1.</translation>
    </message>
    <message>
        <source>Have it set right: new vouchers take their date from it. Signatures take the treasury&apos;s time.</source>
        <translation>Minta ia dibetulkan: baucar baharu mengambil tarikh daripadanya. Tandatangan mengambil masa perbendaharaan.</translation>
    </message>
    <message>
        <source>Apply for &amp;renewal</source>
        <translation>Mohon pembaha&amp;ruan</translation>
    </message>
</context>
<context>
    <name>peraku::ui::DiagnosticsDialog</name>
    <message>
        <source>The report was copied.</source>
        <translation>Laporan telah disalin.</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnostik</translation>
    </message>
    <message>
        <source>What the help desk asks for when something does not work. It names no person and holds no password, PIN or code; read it, then pass it on. Nothing is sent by itself.</source>
        <translation>Yang diminta oleh meja bantuan apabila sesuatu tidak berfungsi. Laporan ini tidak menamakan sesiapa dan tidak mengandungi kata laluan, PIN atau kod; baca dahulu, kemudian serahkan. Tiada apa-apa dihantar dengan sendirinya.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Servers and tokens are being asked</source>
        <translation>Pelayan dan token sedang diperiksa</translation>
    </message>
    <message>
        <source>&amp;Examine again</source>
        <translation>P&amp;eriksa semula</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>&amp;Salin sebagai teks</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Simpan…</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Tutup</translation>
    </message>
    <message>
        <source>Servers and tokens are being asked…</source>
        <translation>Pelayan dan token sedang diperiksa…</translation>
    </message>
    <message>
        <source>Where shall the report be saved?</source>
        <translation>Di manakah laporan hendak disimpan?</translation>
    </message>
    <message>
        <source>The report was saved as %1.</source>
        <translation>Laporan disimpan sebagai %1.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::FilterBar</name>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Search number, payee, description, amount</source>
        <translation>Cari nombor, penerima, perihal, amaun</translation>
    </message>
    <message>
        <source>Search vouchers</source>
        <translation>Cari baucar</translation>
    </message>
    <message>
        <source>Fi&amp;lters</source>
        <translation>Pen&amp;apis</translation>
    </message>
    <message>
        <source>Show filters</source>
        <translation>Tunjuk penapis</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Office (PTJ)</source>
        <translation>Pejabat (PTJ)</translation>
    </message>
    <message>
        <source>From date</source>
        <translation>Dari tarikh</translation>
    </message>
    <message>
        <source>To date</source>
        <translation>Hingga tarikh</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Kosongkan</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Kosongkan penapis</translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s)</source>
        <translation>
            <numerusform>%n baucar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::HistoryDialog</name>
    <message>
        <source>Signatures of %1</source>
        <translation>Tandatangan %1</translation>
    </message>
    <message>
        <source>Every certification stays with its signature. Saved evidence can be checked by anyone with public tools, without Peraku.</source>
        <translation>Setiap perakuan kekal dengan tandatangannya. Bukti yang disimpan boleh disemak oleh sesiapa dengan alat awam, tanpa Peraku.</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Tandatangan</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Semak kesahan</translation>
    </message>
    <message>
        <source>&amp;Save evidence…</source>
        <translation>Simpan &amp;bukti…</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Langkah %1</translation>
    </message>
    <message>
        <source>No longer counts: the voucher was returned.</source>
        <translation>Tidak lagi dikira: baucar telah dipulangkan.</translation>
    </message>
    <message>
        <source>The treasury holds no signature of this voucher yet.</source>
        <translation>Perbendaharaan belum menyimpan tandatangan bagi baucar ini.</translation>
    </message>
    <message>
        <source>Signed with: %1</source>
        <translation>Ditandatangani dengan: %1</translation>
    </message>
    <message>
        <source>Received by the treasury: %1</source>
        <translation>Diterima oleh perbendaharaan: %1</translation>
    </message>
    <message>
        <source>Revision %1</source>
        <translation>Semakan %1</translation>
    </message>
    <message>
        <source>Where shall the evidence be saved?</source>
        <translation>Di mana bukti hendak disimpan?</translation>
    </message>
    <message numerus="yes">
        <source>Evidence of %n signature(s) was saved in %1.</source>
        <translation>
            <numerusform>Bukti %n tandatangan disimpan di %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder for each signature</source>
        <translation>Satu folder bagi setiap tandatangan</translation>
    </message>
    <message>
        <source>A container for each signature (ASiC-S)</source>
        <translation>Satu bekas bagi setiap tandatangan (ASiC-S)</translation>
    </message>
    <message>
        <source>One container sealed by the treasury (ASiC-E)</source>
        <translation>Satu bekas yang dimeterai perbendaharaan (ASiC-E)</translation>
    </message>
    <message>
        <source>Form of the evidence</source>
        <translation>Bentuk bukti</translation>
    </message>
    <message>
        <source>Timestamp: %1</source>
        <translation>Cap masa: %1</translation>
    </message>
    <message>
        <source>Signed, timestamp pending: the treasury adds it.</source>
        <translation>Ditandatangani, cap masa belum diterima: perbendaharaan akan menambahnya.</translation>
    </message>
    <message>
        <source>Data hash: %1</source>
        <translation>Cincang data: %1</translation>
    </message>
    <message>
        <source>Revocation evidence: list of the authority</source>
        <translation>Bukti pembatalan: senarai pihak berkuasa</translation>
    </message>
    <message>
        <source>Revocation evidence: list of the authority and OCSP response</source>
        <translation>Bukti pembatalan: senarai pihak berkuasa dan jawapan OCSP</translation>
    </message>
    <message>
        <source>Transaction of the one-time code: %1</source>
        <translation>Transaksi kod sekali guna: %1</translation>
    </message>
    <message>
        <source>The signatures are on their way</source>
        <translation>Tandatangan sedang diambil</translation>
    </message>
</context>
<context>
    <name>peraku::ui::InvoiceModel</name>
    <message>
        <source>New invoice</source>
        <translation>Invois baharu</translation>
    </message>
    <message>
        <source>Invoice number</source>
        <translation>Nombor invois</translation>
    </message>
    <message>
        <source>Invoice date</source>
        <translation>Tarikh invois</translation>
    </message>
    <message>
        <source>Amount (RM)</source>
        <translation>Amaun (RM)</translation>
    </message>
</context>
<context>
    <name>peraku::ui::JournalForm</name>
    <message>
        <source>Journal &amp;type</source>
        <translation>&amp;Jenis jurnal</translation>
    </message>
    <message>
        <source>Accounting perio&amp;d</source>
        <translation>Tempoh perakau&amp;nan</translation>
    </message>
    <message>
        <source>&amp;Reference voucher</source>
        <translation>Bauc&amp;ar rujukan</translation>
    </message>
    <message>
        <source>Reason f&amp;or the journal</source>
        <translation>S&amp;ebab jurnal</translation>
    </message>
</context>
<context>
    <name>peraku::ui::LineModel</name>
    <message>
        <source>New line</source>
        <translation>Baris baharu</translation>
    </message>
    <message>
        <source>Debit (RM)</source>
        <translation>Debit (RM)</translation>
    </message>
    <message>
        <source>Amount (RM)</source>
        <translation>Amaun (RM)</translation>
    </message>
    <message>
        <source>Credit (RM)</source>
        <translation>Kredit (RM)</translation>
    </message>
    <message>
        <source>en</source>
        <comment>language of the charge-line labels: en or ms</comment>
        <translation>ms</translation>
    </message>
</context>
<context>
    <name>peraku::ui::ListPage</name>
    <message>
        <source>Waiting for you</source>
        <translation>Menunggu anda</translation>
    </message>
    <message>
        <source>My drafts</source>
        <translation>Draf saya</translation>
    </message>
    <message>
        <source>All vouchers</source>
        <translation>Semua baucar</translation>
    </message>
    <message>
        <source>Nothing fits your search</source>
        <translation>Tiada yang sepadan dengan carian anda</translation>
    </message>
    <message>
        <source>Use other words, or clear the filters with Esc.</source>
        <translation>Guna perkataan lain, atau kosongkan penapis dengan Esc.</translation>
    </message>
    <message>
        <source>Opening your vouchers…</source>
        <translation>Membuka baucar anda…</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Tiada yang menunggu anda</translation>
    </message>
    <message>
        <source>Vouchers that need your certification, or that come back to you, appear here by themselves.</source>
        <translation>Baucar yang memerlukan perakuan anda, atau yang kembali kepada anda, muncul di sini dengan sendirinya.</translation>
    </message>
    <message>
        <source>You have no drafts</source>
        <translation>Anda tiada draf</translation>
    </message>
    <message>
        <source>Press Ctrl+N to prepare a payment voucher, Ctrl+Shift+N for a journal voucher.</source>
        <translation>Tekan Ctrl+N untuk menyediakan baucar bayaran, Ctrl+Shift+N untuk baucar jurnal.</translation>
    </message>
    <message>
        <source>There are no vouchers yet</source>
        <translation>Belum ada baucar</translation>
    </message>
    <message>
        <source>Press F5 to ask the treasury.</source>
        <translation>Tekan F5 untuk bertanya kepada perbendaharaan.</translation>
    </message>
    <message>
        <source>Your vouchers are being fetched…</source>
        <translation>Baucar anda sedang diambil…</translation>
    </message>
    <message>
        <source>The first time takes a while. You can work with those that have arrived.</source>
        <translation>Kali pertama mengambil sedikit masa. Anda boleh bekerja dengan baucar yang telah tiba.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::LoginPage</name>
    <message>
        <source>The certifying officer&apos;s desk</source>
        <translation>Meja pegawai peraku</translation>
    </message>
    <message>
        <source>&amp;IC number</source>
        <translation>No. &amp;KP</translation>
    </message>
    <message>
        <source>IC number</source>
        <translation>No. KP</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Kata &amp;laluan</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kata laluan</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Caps Lock nampaknya aktif.</translation>
    </message>
    <message>
        <source>&amp;Log in</source>
        <translation>Log &amp;masuk</translation>
    </message>
    <message>
        <source>Treasury: %1</source>
        <translation>Perbendaharaan: %1</translation>
    </message>
    <message>
        <source>Li&amp;ght</source>
        <translation>&amp;Cerah</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Gelap</translation>
    </message>
    <message>
        <source>An IC has 12 digits that begin with a date of birth, for example 800101-14-5001.</source>
        <translation>No. KP mempunyai 12 digit yang bermula dengan tarikh lahir, contohnya 800101-14-5001.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Taip kata laluan anda.</translation>
    </message>
    <message>
        <source>Log in as another &amp;officer</source>
        <translation>Log masuk sebagai &amp;pegawai lain</translation>
    </message>
    <message>
        <source>&amp;Verify a file…</source>
        <translation>&amp;Sahkan fail…</translation>
    </message>
    <message>
        <source>The desk is locked for %1.</source>
        <translation>Meja dikunci untuk %1.</translation>
    </message>
    <message>
        <source>What was typed is being saved…</source>
        <translation>Apa yang ditaip sedang disimpan…</translation>
    </message>
    <message>
        <source>What was typed is saved.</source>
        <translation>Apa yang ditaip telah disimpan.</translation>
    </message>
    <message>
        <source>What was typed could not be saved in time.</source>
        <translation>Apa yang ditaip tidak sempat disimpan.</translation>
    </message>
    <message>
        <source>What was typed could not be saved: %1</source>
        <translation>Apa yang ditaip tidak dapat disimpan: %1</translation>
    </message>
    <message>
        <source>The form that was open was not sent; PIN and password have to be typed again.</source>
        <translation>Borang yang terbuka tidak dihantar; PIN dan kata laluan perlu ditaip semula.</translation>
    </message>
    <message>
        <source>What was typed is kept in this window only: log in here to go on with it, and do not close the program.</source>
        <translation>Apa yang ditaip kekal dalam tetingkap ini sahaja: log masuk di sini untuk meneruskannya dan jangan tutup program.</translation>
    </message>
    <message>
        <source>What was not confirmed is not signed. Log in to go on in the same place.</source>
        <translation>Apa yang belum disahkan tidak ditandatangani. Log masuk untuk menyambung di tempat yang sama.</translation>
    </message>
    <message>
        <source>You are being logged in</source>
        <translation>Anda sedang dilog masuk</translation>
    </message>
    <message>
        <source>Diag&amp;nosis…</source>
        <translation>Diag&amp;nostik…</translation>
    </message>
    <message>
        <source>Account closed</source>
        <translation>Akaun ditutup</translation>
    </message>
    <message numerus="yes">
        <source>The treasury has closed this account, and its vouchers are gone from this PC. %n change(s) that it never received stay here, sealed: if the account is opened again, log in and they are sent.</source>
        <translation>
            <numerusform>Perbendaharaan telah menutup akaun ini, dan baucarnya sudah dibuang daripada PC ini. %n perubahan yang tidak pernah diterimanya kekal di sini, bermeterai: jika akaun dibuka semula, log masuk dan perubahan itu akan dihantar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give them up</source>
        <translation>Lepaskan</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Simpan</translation>
    </message>
</context>
<context>
    <name>peraku::ui::MainWindow</name>
    <message>
        <source>Lose what was typed?</source>
        <translation>Hilangkan apa yang ditaip?</translation>
    </message>
    <message>
        <source>What was typed before the desk locked is kept in this window only. Closing the program loses it.</source>
        <translation>Apa yang ditaip sebelum meja dikunci kekal dalam tetingkap ini sahaja. Menutup program akan menghilangkannya.</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation>Tutup dan hilangkan</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>What was typed before the desk locked is kept until the same officer logs in. The log-in of another officer loses it.</source>
        <translation>Apa yang ditaip sebelum meja dikunci disimpan sehingga pegawai yang sama log masuk. Log masuk pegawai lain akan menghilangkannya.</translation>
    </message>
    <message>
        <source>Let another officer log in</source>
        <translation>Benarkan pegawai lain log masuk</translation>
    </message>
</context>
<context>
    <name>peraku::ui::Navigation</name>
    <message>
        <source>Inbox</source>
        <translation>Peti masuk</translation>
    </message>
    <message>
        <source>My drafts</source>
        <translation>Draf saya</translation>
    </message>
    <message>
        <source>All vouchers</source>
        <translation>Semua baucar</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Peti keluar</translation>
    </message>
    <message>
        <source>Certificate &amp; token</source>
        <translation>Sijil &amp; token</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>Navigasi</translation>
    </message>
    <message>
        <source>Ne&amp;w voucher</source>
        <translation>Baucar baharu</translation>
    </message>
    <message>
        <source>New voucher</source>
        <translation>Baucar baharu</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Cerah</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Log keluar</translation>
    </message>
    <message>
        <source>New voucher (Ctrl+N, Ctrl+Shift+N)</source>
        <translation>Baucar baharu (Ctrl+N, Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Akaun</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Sahkan</translation>
    </message>
</context>
<context>
    <name>peraku::ui::NewPinFields</name>
    <message>
        <source>The new PIN meets every rule.</source>
        <translation>PIN baharu memenuhi setiap syarat.</translation>
    </message>
    <message>
        <source>Still missing:</source>
        <translation>Masih belum dipenuhi:</translation>
    </message>
    <message>
        <source>New PIN a&amp;gain</source>
        <translation>PIN baharu sekali la&amp;gi</translation>
    </message>
    <message>
        <source>Ne&amp;w PIN</source>
        <translation>PIN &amp;baharu</translation>
    </message>
</context>
<context>
    <name>peraku::ui::OtpPanel</name>
    <message>
        <source>Send agai&amp;n</source>
        <translation>Hantar semul&amp;a</translation>
    </message>
    <message>
        <source>Send agai&amp;n (%1)</source>
        <translation>Hantar semul&amp;a (%1)</translation>
    </message>
    <message>
        <source>Sending the code…</source>
        <translation>Kod sedang dihantar…</translation>
    </message>
    <message>
        <source>Type the code that %1 sent you, or that your own device shows.</source>
        <translation>Taip kod yang dihantar oleh %1, atau yang dipaparkan oleh peranti anda sendiri.</translation>
    </message>
    <message>
        <source>The code was sent to your phone: %1.</source>
        <translation>Kod telah dihantar ke telefon anda: %1.</translation>
    </message>
    <message>
        <source>The code was sent by e-mail to %1.</source>
        <translation>Kod telah dihantar melalui e-mel ke %1.</translation>
    </message>
    <message>
        <source>The code&apos;s time is over. Nothing was signed; have a new one sent.</source>
        <translation>Tempoh kod telah tamat. Tiada apa-apa ditandatangani; minta kod baharu dihantar.</translation>
    </message>
    <message>
        <source>That code was used up. Have a new one sent before you try again.</source>
        <translation>Kod itu telah digunakan. Minta kod baharu dihantar sebelum mencuba lagi.</translation>
    </message>
    <message>
        <source>One-time &amp;code</source>
        <translation>Ko&amp;d sekali guna</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Kod sekali guna</translation>
    </message>
    <message>
        <source>Six digits, beside the PIN.</source>
        <translation>Enam digit, bersama PIN.</translation>
    </message>
    <message>
        <source>six digits</source>
        <translation>enam digit</translation>
    </message>
    <message>
        <source>Send the code again</source>
        <translation>Hantar kod semula</translation>
    </message>
    <message>
        <source>The message says which documents the code is for. If it names anything else, do not type it and report it.</source>
        <translation>Mesej itu menyatakan dokumen bagi kod ini. Jika dokumen lain yang disebut, jangan taip kod itu dan laporkan.</translation>
    </message>
    <message>
        <source>The code comes from %1, which is not told what you sign: its message cannot name the documents. Type it only for what you reviewed here.</source>
        <translation>Kod ini datang daripada %1, yang tidak diberitahu apa yang anda tandatangani: mesejnya tidak dapat menamakan dokumen. Taip kod hanya untuk apa yang anda semak di sini.</translation>
    </message>
    <message>
        <source>No code can be sent now: the treasury is busy, or many were asked for. Have it sent again when the time beside is over.</source>
        <translation>Kod tidak dapat dihantar sekarang: perbendaharaan sibuk, atau terlalu banyak kod telah diminta. Minta kod dihantar semula apabila tempoh di sebelah tamat.</translation>
    </message>
    <message>
        <source>One-time &amp;code, part %1 of %2</source>
        <translation>Ko&amp;d sekali guna, bahagian %1 daripada %2</translation>
    </message>
    <message>
        <source>One-time code, part %1 of %2</source>
        <translation>Kod sekali guna, bahagian %1 daripada %2</translation>
    </message>
    <message>
        <source>Time left for the code: %1</source>
        <translation>Baki masa kod: %1</translation>
    </message>
</context>
<context>
    <name>peraku::ui::OutboxModel</name>
    <message>
        <source>Voucher</source>
        <translation>Baucar</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sejak</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Cubaan</translation>
    </message>
</context>
<context>
    <name>peraku::ui::OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>Peti keluar</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Cuba lagi</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>&amp;Buang…</translation>
    </message>
    <message>
        <source>S&amp;how voucher</source>
        <translation>&amp;Tunjuk baucar</translation>
    </message>
    <message>
        <source>Everything was handed to the treasury. What you save, submit or certify while offline waits here and is sent by itself.</source>
        <translation>Semuanya telah diserahkan kepada perbendaharaan. Apa yang anda simpan, hantar atau peraku semasa luar talian menunggu di sini dan dihantar sendiri.</translation>
    </message>
    <message>
        <source>These changes are stored on this PC and are sent in this order as soon as the treasury can be reached.</source>
        <translation>Perubahan ini disimpan di PC ini dan dihantar mengikut urutan ini sebaik sahaja perbendaharaan dapat dihubungi.</translation>
    </message>
    <message>
        <source>Discard this change?</source>
        <translation>Buang perubahan ini?</translation>
    </message>
    <message>
        <source>Discard the change</source>
        <translation>Buang perubahan</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>&amp;Compare versions…</source>
        <translation>Banding&amp;kan versi…</translation>
    </message>
    <message>
        <source>&amp;Edit draft</source>
        <translation>&amp;Sunting draf</translation>
    </message>
    <message>
        <source>You signed it, but it does not count as certified before the treasury has received it.</source>
        <translation>Anda telah menandatanganinya, tetapi ia tidak dikira diperakukan sebelum diterima oleh perbendaharaan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::PasswordPage</name>
    <message>
        <source>Choose a new password</source>
        <translation>Pilih kata laluan baharu</translation>
    </message>
    <message>
        <source>Your password was set by someone else or has lapsed. Only you may know the new one.</source>
        <translation>Kata laluan anda ditetapkan oleh orang lain atau telah luput. Hanya anda yang boleh mengetahui yang baharu.</translation>
    </message>
    <message>
        <source>&amp;Current password</source>
        <translation>Kata laluan &amp;semasa</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>Kata laluan &amp;baharu</translation>
    </message>
    <message>
        <source>New password a&amp;gain</source>
        <translation>Kata laluan baharu se&amp;kali lagi</translation>
    </message>
    <message>
        <source>C&amp;hange password</source>
        <translation>&amp;Tukar kata laluan</translation>
    </message>
    <message>
        <source>Log &amp;out</source>
        <translation>Log k&amp;eluar</translation>
    </message>
    <message>
        <source>at least %1 characters</source>
        <translation>sekurang-kurangnya %1 aksara</translation>
    </message>
    <message>
        <source>a small letter</source>
        <translation>satu huruf kecil</translation>
    </message>
    <message>
        <source>a capital letter</source>
        <translation>satu huruf besar</translation>
    </message>
    <message>
        <source>a digit</source>
        <translation>satu digit</translation>
    </message>
    <message>
        <source>a special character</source>
        <translation>satu aksara khas</translation>
    </message>
    <message>
        <source>different from the current one</source>
        <translation>berbeza daripada yang semasa</translation>
    </message>
    <message>
        <source>the same in both fields</source>
        <translation>sama dalam kedua-dua medan</translation>
    </message>
    <message>
        <source>The new password meets every rule.</source>
        <translation>Kata laluan baharu memenuhi semua syarat.</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>Masih kurang: %1.</translation>
    </message>
    <message>
        <source>The password is being changed</source>
        <translation>Kata laluan sedang ditukar</translation>
    </message>
</context>
<context>
    <name>peraku::ui::PaymentForm</name>
    <message>
        <source>Voucher &amp;type</source>
        <translation>&amp;Jenis baucar</translation>
    </message>
    <message>
        <source>&amp;Order number</source>
        <translation>Nombor p&amp;esanan</translation>
    </message>
    <message>
        <source>Contract number</source>
        <translation>Nomb&amp;or kontrak</translation>
    </message>
    <message>
        <source>Docu&amp;ments received</source>
        <translation>Doku&amp;men diterima</translation>
    </message>
    <message>
        <source>Pa&amp;yee</source>
        <translation>Pe&amp;nerima</translation>
    </message>
    <message>
        <source>Payee&apos;s &amp;registration no. or IC</source>
        <translation>No. penda&amp;ftaran atau KP penerima</translation>
    </message>
    <message>
        <source>Payment mo&amp;de</source>
        <translation>Cara ba&amp;yaran</translation>
    </message>
    <message>
        <source>&amp;Bank</source>
        <translation>&amp;Bank</translation>
    </message>
    <message>
        <source>Ban&amp;k account</source>
        <translation>&amp;Akaun bank</translation>
    </message>
    <message>
        <source>&amp;Invoices</source>
        <translation>&amp;Invois</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Invois</translation>
    </message>
</context>
<context>
    <name>peraku::ui::PdfPanel</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n halaman</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signature(s) already</source>
        <translation>
            <numerusform>%n tandatangan sedia ada</numerusform>
        </translation>
    </message>
    <message>
        <source>Which PDF shall be signed too?</source>
        <translation>PDF manakah yang hendak turut ditandatangani?</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>Fail PDF (*.pdf)</translation>
    </message>
    <message>
        <source>A copy to look at could not be written: %1</source>
        <translation>Salinan untuk dilihat tidak dapat ditulis: %1</translation>
    </message>
    <message>
        <source>This computer has no program that shows PDF files.</source>
        <translation>Komputer ini tiada program untuk memaparkan fail PDF.</translation>
    </message>
    <message>
        <source>%1. SHA-256 %2…
Signed with the voucher and saved as %3.</source>
        <translation>%1. SHA-256 %2…
Ditandatangani bersama baucar dan disimpan sebagai %3.</translation>
    </message>
    <message>
        <source>A PDF of your own</source>
        <translation>PDF anda sendiri</translation>
    </message>
    <message>
        <source>The file is being read…</source>
        <translation>Fail sedang dibaca…</translation>
    </message>
    <message>
        <source>It can be signed with the voucher, under the same PIN.</source>
        <translation>PDF boleh ditandatangani bersama baucar dengan PIN yang sama.</translation>
    </message>
    <message>
        <source>This certificate signs one document at a time, so no PDF can go with the voucher.</source>
        <translation>Sijil ini menandatangani satu dokumen pada satu masa, maka PDF tidak dapat disertakan dengan baucar.</translation>
    </message>
    <message>
        <source>Also sign a &amp;PDF…</source>
        <translation>Tandatangani &amp;PDF juga…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>B&amp;uka</translation>
    </message>
    <message>
        <source>Open the PDF that will be signed</source>
        <translation>Buka PDF yang akan ditandatangani</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Ke&amp;luarkan</translation>
    </message>
    <message>
        <source>Do not sign the PDF</source>
        <translation>Jangan tandatangani PDF itu</translation>
    </message>
</context>
<context>
    <name>peraku::ui::PhoneDialog</name>
    <message>
        <source>Remove a phone</source>
        <translation>Keluarkan telefon</translation>
    </message>
    <message>
        <source>Enrol a phone</source>
        <translation>Daftar telefon</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Keluarkan %1</translation>
    </message>
    <message>
        <source>A code was sent to %1. Open the app on the phone and type your IC number and this code there before %2. The phone then appears in the list.</source>
        <translation>Kod telah dihantar ke %1. Buka aplikasi pada telefon dan taip nombor kad pengenalan anda serta kod itu di sana sebelum %2. Telefon itu kemudian muncul dalam senarai.</translation>
    </message>
    <message>
        <source>It receives no more codes from this moment. Remove a phone that was lost or given away at once.</source>
        <translation>Ia tidak menerima kod lagi mulai saat ini. Keluarkan dengan segera telefon yang hilang atau bertukar tangan.</translation>
    </message>
    <message>
        <source>The phone shows the codes that you sign with. Enrol only your own: letting others use it is lending your signature. First a code is sent to your e-mail address.</source>
        <translation>Telefon memaparkan kod yang anda gunakan untuk menandatangani. Daftarkan telefon anda sendiri sahaja: membiarkan orang lain menggunakannya bererti meminjamkan tandatangan anda. Kod dihantar dahulu ke alamat e-mel anda.</translation>
    </message>
    <message>
        <source>&amp;Name of the phone</source>
        <translation>&amp;Nama telefon</translation>
    </message>
    <message>
        <source>Name of the phone</source>
        <translation>Nama telefon</translation>
    </message>
    <message>
        <source>For example: my blue phone</source>
        <translation>Contohnya: telefon biru saya</translation>
    </message>
    <message>
        <source>Your &amp;password</source>
        <translation>&amp;Kata laluan anda</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Kata laluan anda</translation>
    </message>
    <message>
        <source>&amp;Remove phone</source>
        <translation>K&amp;eluarkan telefon</translation>
    </message>
    <message>
        <source>&amp;Send code</source>
        <translation>&amp;Hantar kod</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>Kem&amp;bali</translation>
    </message>
    <message>
        <source>The code is on its way.</source>
        <translation>Kod sedang dihantar.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::PinDialog</name>
    <message numerus="yes">
        <source>%n second(s) left to type at the reader.</source>
        <translation>
            <numerusform>Tinggal %n saat untuk menaip di pembaca.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>Tukar PIN</translation>
    </message>
    <message>
        <source>Change the PIN of %1</source>
        <translation>Tukar PIN %1</translation>
    </message>
    <message>
        <source>Your reader has a keypad: press the button, then type the present PIN and twice the new one there.</source>
        <translation>Pembaca anda mempunyai pad kekunci: tekan butang, kemudian taip PIN semasa dan dua kali PIN baharu di situ.</translation>
    </message>
    <message>
        <source>Only you may know the PIN. Nobody will ever ask you for it.</source>
        <translation>Hanya anda boleh mengetahui PIN. Tiada sesiapa akan memintanya daripada anda.</translation>
    </message>
    <message>
        <source>&amp;Present PIN</source>
        <translation>&amp;PIN semasa</translation>
    </message>
    <message>
        <source>Present PIN</source>
        <translation>PIN semasa</translation>
    </message>
    <message>
        <source>Ask for it to be &amp;unblocked…</source>
        <translation>Mohon &amp;nyahsekat…</translation>
    </message>
    <message>
        <source>C&amp;hange the PIN</source>
        <translation>&amp;Tukar PIN</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>The PIN is being changed</source>
        <translation>PIN sedang ditukar</translation>
    </message>
</context>
<context>
    <name>peraku::ui::PrintDialog</name>
    <message>
        <source>This computer has no program that shows PDF files.</source>
        <translation>Komputer ini tiada program untuk memaparkan fail PDF.</translation>
    </message>
    <message>
        <source>Print form of %1</source>
        <translation>Borang cetakan %1</translation>
    </message>
    <message>
        <source>The treasury makes and seals this form. Save it, then open it in this computer&apos;s own program to print it. Every signature is attached to the file.</source>
        <translation>Borang ini dibuat dan dimeterai oleh perbendaharaan. Simpan, kemudian buka dengan program komputer ini untuk mencetaknya. Setiap tandatangan dilampirkan pada fail.</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>&amp;Simpan PDF…</translation>
    </message>
    <message>
        <source>&amp;Open to print</source>
        <translation>&amp;Buka untuk dicetak</translation>
    </message>
    <message>
        <source>Save the form first.</source>
        <translation>Simpan borang dahulu.</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>The form is on its way</source>
        <translation>Borang sedang diambil</translation>
    </message>
    <message>
        <source>The treasury&apos;s seal does not hold. Do not use this form; tell the help desk.</source>
        <translation>Meterai perbendaharaan tidak sah. Jangan guna borang ini; maklumkan kepada meja bantuan.</translation>
    </message>
    <message>
        <source>Where shall the print form be saved?</source>
        <translation>Di manakah borang cetakan hendak disimpan?</translation>
    </message>
    <message>
        <source>The form was saved as %1.</source>
        <translation>Borang telah disimpan sebagai %1.</translation>
    </message>
    <message>
        <source>Timestamp pending: the treasury&apos;s time service did not answer. The seal holds; ask for the form again later if it shall bear a timestamp.</source>
        <translation>Cap masa belum diterima: perkhidmatan masa perbendaharaan tidak menjawab. Meterai ini sah; minta borang semula kemudian jika cap masa diperlukan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::ReadingPane</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>&amp;Certify…</source>
        <translation>&amp;Peraku…</translation>
    </message>
    <message>
        <source>S&amp;ubmit</source>
        <translation>&amp;Hantar</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>S&amp;unting</translation>
    </message>
    <message>
        <source>&amp;Query…</source>
        <translation>&amp;Kuiri…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel voucher…</source>
        <translation>&amp;Batalkan…</translation>
    </message>
    <message>
        <source>Si&amp;gnatures…</source>
        <translation>&amp;Tandatangan…</translation>
    </message>
    <message>
        <source>Choose a voucher in the list to read it here.</source>
        <translation>Pilih baucar dalam senarai untuk membacanya di sini.</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Baucar</translation>
    </message>
    <message>
        <source>Nothing was signed on this voucher yet.</source>
        <translation>Belum ada yang menandatangani baucar ini.</translation>
    </message>
    <message>
        <source>Why you cannot certify it: %1</source>
        <translation>Sebab anda tidak boleh memperaku: %1</translation>
    </message>
    <message>
        <source>Fetching %1…</source>
        <translation>Mengambil %1…</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Simpan dokumen</translation>
    </message>
    <message>
        <source>The document could not be saved: %1</source>
        <translation>Dokumen tidak dapat disimpan: %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Disimpan sebagai %1.</translation>
    </message>
    <message>
        <source>Di&amp;scard draft…</source>
        <translation>&amp;Lupuskan draf…</translation>
    </message>
    <message>
        <source>&amp;Print form…</source>
        <translation>Borang &amp;cetakan…</translation>
    </message>
    <message>
        <source>C&amp;ompare versions…</source>
        <translation>Bandin&amp;gkan versi…</translation>
    </message>
    <message>
        <source>It changed before your decision arrived, so nothing came of it. See what changed and review it anew.</source>
        <translation>Ia berubah sebelum keputusan anda tiba, maka keputusan itu tidak berkesan. Lihat apa yang berubah dan semak semula.</translation>
    </message>
    <message>
        <source>It was changed here and elsewhere. Nothing is sent before you choose.</source>
        <translation>Ia diubah di sini dan di tempat lain. Tiada apa-apa dihantar sebelum anda memilih.</translation>
    </message>
    <message>
        <source>You signed it on %1. The treasury has not received it yet, so it is not certified.</source>
        <translation>Anda menandatanganinya pada %1. Perbendaharaan belum menerimanya, maka ia belum diperakukan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::ReasonDialog</name>
    <message>
        <source>Choose a reason</source>
        <translation>Pilih sebab</translation>
    </message>
    <message>
        <source>Return with a query</source>
        <translation>Pulangkan dengan kuiri</translation>
    </message>
    <message>
        <source>Cancel the voucher</source>
        <translation>Batalkan baucar</translation>
    </message>
    <message>
        <source>Return %1 to its preparer</source>
        <translation>Pulangkan %1 kepada penyedianya</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Batalkan %1</translation>
    </message>
    <message>
        <source>The preparer sees your reason and can amend the voucher. Certifications made so far no longer count; every step signs again.</source>
        <translation>Penyedia melihat sebab anda dan boleh meminda baucar. Perakuan yang dibuat setakat ini tidak lagi dikira; setiap langkah menandatangani semula.</translation>
    </message>
    <message>
        <source>A cancelled voucher cannot be opened again; it is entered anew. Cancel when the office or PTJ code is wrong.</source>
        <translation>Baucar yang dibatalkan tidak boleh dibuka semula; ia dimasukkan semula. Batalkan apabila pejabat atau kod PTJ salah.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Sebab</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Sebab</translation>
    </message>
    <message>
        <source>&amp;Explanation</source>
        <translation>&amp;Penjelasan</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Penjelasan</translation>
    </message>
    <message>
        <source>Say what must be put right, so that the preparer need not ask.</source>
        <translation>Nyatakan apa yang perlu dibetulkan supaya penyedia tidak perlu bertanya.</translation>
    </message>
    <message>
        <source>Return with &amp;query</source>
        <translation>Pulangkan dengan ku&amp;iri</translation>
    </message>
    <message>
        <source>&amp;Cancel the voucher</source>
        <translation>&amp;Batalkan baucar</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>Pilih sebab.</translation>
    </message>
    <message>
        <source>Write at least %1 characters.</source>
        <translation>Tulis sekurang-kurangnya %1 aksara.</translation>
    </message>
    <message>
        <source>Write at most %1 characters.</source>
        <translation>Tulis paling banyak %1 aksara.</translation>
    </message>
    <message>
        <source>Discard what you wrote?</source>
        <translation>Buang apa yang anda tulis?</translation>
    </message>
    <message>
        <source>Your explanation was not sent and would be lost.</source>
        <translation>Penjelasan anda belum dihantar dan akan hilang.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Terus menulis</translation>
    </message>
</context>
<context>
    <name>peraku::ui::ReportView</name>
    <message>
        <source>The signature is valid.</source>
        <translation>Tandatangan ini sah.</translation>
    </message>
    <message>
        <source>The signature is NOT valid.</source>
        <translation>Tandatangan ini TIDAK sah.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::RequestDialog</name>
    <message>
        <source>Every token of mine</source>
        <translation>Semua token saya</translation>
    </message>
    <message>
        <source>%1, serial number %2, until %3</source>
        <translation>%1, nombor siri %2, sehingga %3</translation>
    </message>
    <message>
        <source>The key is made in the treasury&apos;s key store and opened by your PIN and a one-time code. Your e-mail address is confirmed first, then an administrator confirms the request.</source>
        <translation>Kunci dijana dalam stor kunci perbendaharaan dan dibuka dengan PIN anda serta kod sekali guna. Alamat e-mel anda disahkan dahulu, kemudian pentadbir mengesahkan permohonan.</translation>
    </message>
    <message>
        <source>Your e-mail address is confirmed first, then an administrator confirms the request; you collect the token at the treasury and bring your MyKad.</source>
        <translation>Alamat e-mel anda disahkan dahulu, kemudian pentadbir mengesahkan permohonan; ambil token di perbendaharaan dengan membawa MyKad.</translation>
    </message>
    <message>
        <source>Choose a new PIN. It holds once an administrator has confirmed the request.</source>
        <translation>Pilih PIN baharu. Ia berkuat kuasa selepas pentadbir mengesahkan permohonan.</translation>
    </message>
    <message>
        <source>An administrator confirms the request; then bring the token and your MyKad to the treasury. Do not try any more PINs.</source>
        <translation>Pentadbir mengesahkan permohonan; kemudian bawa token dan MyKad ke perbendaharaan. Jangan cuba PIN lagi.</translation>
    </message>
    <message>
        <source>Once an administrator has confirmed it, the certificate never signs again. What it signed stays valid.</source>
        <translation>Selepas disahkan pentadbir, sijil tidak boleh menandatangani lagi. Apa yang telah ditandatangani kekal sah.</translation>
    </message>
    <message>
        <source>The certificate is suspended at once and signs nothing any more. An administrator then has it revoked, or released if all was well.</source>
        <translation>Sijil digantung serta-merta dan tidak menandatangani apa-apa lagi. Kemudian pentadbir membatalkannya, atau melepaskannya jika tiada masalah.</translation>
    </message>
    <message>
        <source>&amp;Kind of key</source>
        <translation>&amp;Jenis kunci</translation>
    </message>
    <message>
        <source>&amp;E-mail address</source>
        <translation>Alamat &amp;e-mel</translation>
    </message>
    <message>
        <source>Office &amp;address</source>
        <translation>&amp;Alamat pejabat</translation>
    </message>
    <message>
        <source>&amp;Telephone</source>
        <translation>&amp;Telefon</translation>
    </message>
    <message>
        <source>Security &amp;question that the help desk asks you</source>
        <translation>Soalan keselamatan yang &amp;ditanya meja bantuan</translation>
    </message>
    <message>
        <source>A&amp;nswer, which only you know</source>
        <translation>Ja&amp;wapan, yang hanya anda ketahui</translation>
    </message>
    <message>
        <source>Declaration</source>
        <translation>Perakuan</translation>
    </message>
    <message>
        <source>&amp;What happened</source>
        <translation>&amp;Apa yang berlaku</translation>
    </message>
    <message>
        <source>&amp;Certificate</source>
        <translation>&amp;Sijil</translation>
    </message>
    <message>
        <source>&amp;Explanation</source>
        <translation>&amp;Penjelasan</translation>
    </message>
    <message>
        <source>What I state is true. I alone will use the certificate and keep its PIN to myself.</source>
        <translation>Apa yang saya nyatakan adalah benar. Hanya saya akan menggunakan sijil ini dan PIN disimpan untuk diri saya sahaja.</translation>
    </message>
    <message>
        <source>&amp;Report and suspend</source>
        <translation>&amp;Lapor dan gantung</translation>
    </message>
    <message>
        <source>&amp;Send the request</source>
        <translation>&amp;Hantar permohonan</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Kembali</translation>
    </message>
    <message>
        <source>Discard what you wrote?</source>
        <translation>Buang apa yang anda tulis?</translation>
    </message>
    <message>
        <source>The request was not sent and would be lost.</source>
        <translation>Permohonan belum dihantar dan akan hilang.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Terus menulis</translation>
    </message>
    <message>
        <source>S&amp;ystem that it is for</source>
        <translation>&amp;Sistem yang berkenaan</translation>
    </message>
    <message>
        <source>I &amp;declare this</source>
        <translation>Saya &amp;mengaku demikian</translation>
    </message>
    <message>
        <source>Every token of the officer is suspended at once and signs nothing any more; the officer is told by e-mail. Another administrator then has it revoked, or released if all was well.</source>
        <translation>Setiap token pegawai itu digantung serta-merta dan tidak lagi boleh menandatangani; pegawai dimaklumkan melalui e-mel. Kemudian pentadbir lain mengesahkan pembatalannya, atau melepaskannya jika tiada masalah.</translation>
    </message>
    <message>
        <source>&amp;IC number of the officer</source>
        <translation>&amp;No. KP pegawai</translation>
    </message>
    <message>
        <source>The certificate that you chose</source>
        <translation>Sijil yang anda pilih</translation>
    </message>
</context>
<context>
    <name>peraku::ui::RequestsPanel</name>
    <message>
        <source>You have sent no requests.</source>
        <translation>Anda belum menghantar permohonan.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Permohonan</translation>
    </message>
    <message>
        <source>&amp;Decide…</source>
        <translation>Pu&amp;tuskan…</translation>
    </message>
    <message>
        <source>A new link and a new code are on their way to %1; the former ones are over.</source>
        <translation>Pautan baharu dan kod baharu sedang dihantar ke %1; yang terdahulu tidak lagi sah.</translation>
    </message>
    <message>
        <source>&amp;Send the link again</source>
        <translation>&amp;Hantar pautan semula</translation>
    </message>
</context>
<context>
    <name>peraku::ui::SelectionBar</name>
    <message numerus="yes">
        <source>%n chosen, %1</source>
        <translation>
            <numerusform>%n dipilih, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl or Shift chooses several.</source>
        <translation>Ctrl atau Shift memilih beberapa.</translation>
    </message>
    <message>
        <source>Sign selected…</source>
        <translation>Tandatangani yang terpilih…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Pilih semua</translation>
    </message>
    <message>
        <source>Select all that wait for me (Ctrl+A)</source>
        <translation>Pilih semua yang menunggu saya (Ctrl+A)</translation>
    </message>
</context>
<context>
    <name>peraku::ui::SettingsDialog</name>
    <message>
        <source>Settings of this desk</source>
        <translation>Tetapan meja ini</translation>
    </message>
    <message>
        <source>Read when the desk started. What a policy sets can be changed by your organisation&apos;s IT unit only.</source>
        <translation>Dibaca semasa meja dimulakan. Tetapan yang datang daripada dasar hanya boleh diubah oleh unit IT organisasi anda.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Tetapan</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nilai</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>Ditetapkan oleh</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>tidak ditetapkan</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>&amp;Salin sebagai teks</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>&amp;Notices beside the clock while I work in another program</source>
        <translation>&amp;Pemberitahuan di sebelah jam semasa saya menggunakan program lain</translation>
    </message>
    <message>
        <source>They hold counts only, no names and no amounts.</source>
        <translation>Ia mengandungi bilangan sahaja, tanpa nama dan amaun.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::SignPage</name>
    <message>
        <source>Sign</source>
        <translation>Tandatangan</translation>
    </message>
    <message>
        <source>Data &amp;Header</source>
        <translation>Data &amp;Header</translation>
    </message>
    <message>
        <source>Data Header</source>
        <translation>Data Header</translation>
    </message>
    <message>
        <source>Data Hash To Sign</source>
        <translation>Data Hash To Sign</translation>
    </message>
    <message>
        <source>Signed with</source>
        <translation>Ditandatangani dengan</translation>
    </message>
    <message>
        <source>By pressing Tandatangan you accept:</source>
        <translation>Dengan menekan Tandatangan anda menerima:</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>&amp;PIN</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN of your token</source>
        <translation>PIN token anda</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Caps Lock nampaknya aktif.</translation>
    </message>
    <message>
        <source>Press Tandatangan, then type the PIN at the reader&apos;s own keypad.</source>
        <translation>Tekan Tandatangan, kemudian taip PIN pada papan kekunci pembaca.</translation>
    </message>
    <message>
        <source>Type the PIN at the reader&apos;s keypad now.</source>
        <translation>Taip PIN pada papan kekunci pembaca sekarang.</translation>
    </message>
    <message numerus="yes">
        <source>Type the PIN at the reader&apos;s keypad now: %n second(s) left.</source>
        <translation>
            <numerusform>Taip PIN pada papan kekunci pembaca sekarang: %n saat lagi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter goes to Tandatangan, but does not press it: press Space there, or Alt+T.</source>
        <translation>Kekunci Enter hanya membawa anda ke butang Tandatangan. Untuk menandatangani, tekan Space di situ, atau Alt+T.</translation>
    </message>
    <message>
        <source>PIN of your roaming certificate</source>
        <translation>PIN sijil roaming anda</translation>
    </message>
    <message numerus="yes">
        <source>The signing service is still at work: %n second(s).</source>
        <translation>
            <numerusform>Perkhidmatan tandatangan masih berjalan: %n saat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voucher(s), %1 in all</source>
        <translation>
            <numerusform>%n baucar, berjumlah %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · part %2 of %3</source>
        <translation>%1 · bahagian %2 daripada %3</translation>
    </message>
    <message>
        <source>And PDF</source>
        <translation>Serta PDF</translation>
    </message>
    <message>
        <source>PDF to sign, with its hash</source>
        <translation>PDF untuk ditandatangani, berserta cincangannya</translation>
    </message>
    <message>
        <source>Typed already. It serves the parts of this batch and is forgotten when the batch ends.</source>
        <translation>Sudah ditaip. Ia digunakan bagi bahagian-bahagian kelompok ini dan dilupakan apabila kelompok tamat.</translation>
    </message>
    <message>
        <source>The signature is being made</source>
        <translation>Tandatangan sedang dibuat</translation>
    </message>
</context>
<context>
    <name>peraku::ui::SignedPdfCard</name>
    <message>
        <source>Where shall the signed PDF be saved?</source>
        <translation>Di manakah PDF yang ditandatangani hendak disimpan?</translation>
    </message>
    <message>
        <source>Signed PDF</source>
        <translation>PDF yang ditandatangani</translation>
    </message>
    <message>
        <source>Will be saved as %1</source>
        <translation>Akan disimpan sebagai %1</translation>
    </message>
    <message>
        <source>Save &amp;elsewhere…</source>
        <translation>Simpan di &amp;tempat lain…</translation>
    </message>
</context>
<context>
    <name>peraku::ui::StatusStrip</name>
    <message>
        <source>Online</source>
        <translation>Dalam talian</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Luar talian sejak %1</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Luar talian</translation>
    </message>
    <message numerus="yes">
        <source>Receiving: %n voucher(s)</source>
        <translation>
            <numerusform>Menerima: %n baucar</numerusform>
        </translation>
    </message>
    <message>
        <source>Synchronising…</source>
        <translation>Menyegerakkan…</translation>
    </message>
    <message>
        <source>Last sync %1</source>
        <translation>Segerak terakhir %1</translation>
    </message>
    <message>
        <source>Not synchronised since log-in</source>
        <translation>Belum disegerakkan sejak log masuk</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Henti</translation>
    </message>
    <message>
        <source>Stop synchronising</source>
        <translation>Henti menyegerakkan</translation>
    </message>
    <message>
        <source>Outbox empty</source>
        <translation>Peti keluar kosong</translation>
    </message>
    <message numerus="yes">
        <source>%n in the outbox</source>
        <translation>
            <numerusform>%n dalam peti keluar</numerusform>
        </translation>
    </message>
    <message>
        <source>No token</source>
        <translation>Tiada token</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n voucher(s); F5 goes on</source>
        <translation>
            <numerusform>Dihentikan selepas %n baucar; F5 untuk menyambung</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peraku::ui::VerifyPage</name>
    <message>
        <source>Verify a file</source>
        <translation>Sahkan fail</translation>
    </message>
    <message>
        <source>Choose or drop evidence: a container (.asics, .asice), a signature (.p7s) with its file, a signed PDF, or a folder. Whoever made it, it is checked on this computer.</source>
        <translation>Pilih atau lepaskan bukti di sini: bekas (.asics, .asice), tandatangan (.p7s) bersama failnya, PDF yang ditandatangani, atau folder. Sesiapa pun pembuatnya, bukti itu disemak pada komputer ini.</translation>
    </message>
    <message>
        <source>Signatures found</source>
        <translation>Tandatangan yang dijumpai</translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>Pilih &amp;fail…</translation>
    </message>
    <message>
        <source>Choose a fol&amp;der…</source>
        <translation>Pilih fol&amp;der…</translation>
    </message>
    <message>
        <source>Choose the signed f&amp;ile…</source>
        <translation>P&amp;ilih fail yang ditandatangani…</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>S&amp;alin laporan</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>&amp;Simpan laporan…</translation>
    </message>
    <message>
        <source>Revocation list of %1, fetched %2.</source>
        <translation>Senarai pembatalan bertarikh %1, diambil pada %2.</translation>
    </message>
    <message>
        <source>It is out of date: a certificate that was revoked since would not be noticed.</source>
        <translation>Senarai ini telah lapuk: sijil yang dibatalkan selepas itu tidak akan dikesan.</translation>
    </message>
    <message>
        <source>Which files shall be verified?</source>
        <translation>Fail manakah yang hendak disahkan?</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Semua fail (*)</translation>
    </message>
    <message>
        <source>Which folder shall be verified?</source>
        <translation>Folder manakah yang hendak disahkan?</translation>
    </message>
    <message>
        <source>Which file was signed?</source>
        <translation>Fail manakah yang ditandatangani?</translation>
    </message>
    <message>
        <source>%1 is a signature alone. Choose the file that was signed, too.</source>
        <translation>%1 ialah tandatangan sahaja. Pilih juga fail yang ditandatangani.</translation>
    </message>
    <message>
        <source>Nothing that could be verified was found in what was chosen.</source>
        <translation>Tiada apa-apa yang boleh disahkan dijumpai dalam pilihan anda.</translation>
    </message>
    <message>
        <source>Nothing was verified yet.</source>
        <translation>Belum ada yang disahkan.</translation>
    </message>
    <message>
        <source>Verified on %1 by Peraku</source>
        <translation>Disahkan pada %1 oleh Peraku</translation>
    </message>
    <message>
        <source>The report was copied.</source>
        <translation>Laporan telah disalin.</translation>
    </message>
    <message>
        <source>Where shall the report be saved?</source>
        <translation>Di manakah laporan hendak disimpan?</translation>
    </message>
    <message>
        <source>verification.txt</source>
        <translation>pengesahan.txt</translation>
    </message>
    <message>
        <source>The report was saved.</source>
        <translation>Laporan telah disimpan.</translation>
    </message>
    <message>
        <source>&amp;Back to log-in</source>
        <translation>&amp;Kembali ke log masuk</translation>
    </message>
    <message>
        <source>This computer has no revocation list yet; it fetches one with the first file that is verified while the treasury can be reached. Until then nobody can say whether a certificate was revoked.</source>
        <translation>Komputer ini belum mempunyai senarai pembatalan; senarai itu diambil bersama fail pertama yang disahkan semasa perbendaharaan dapat dihubungi. Sebelum itu, tiada siapa dapat menentukan sama ada sesuatu sijil telah dibatalkan.</translation>
    </message>
    <message>
        <source>Files are being verified</source>
        <translation>Fail sedang disahkan</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Henti</translation>
    </message>
    <message>
        <source>Stopped. Nothing was verified of what was chosen.</source>
        <translation>Dihentikan. Tiada apa-apa yang dipilih disahkan.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::VoucherEditor</name>
    <message>
        <source>Not saved yet</source>
        <translation>Belum disimpan</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Menyimpan…</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Tidak disimpan: %1</translation>
    </message>
    <message>
        <source>Saved at %1</source>
        <translation>Disimpan pada %1</translation>
    </message>
    <message>
        <source>Submitting…</source>
        <translation>Menghantar…</translation>
    </message>
    <message>
        <source>Not submitted: %1</source>
        <translation>Tidak dihantar: %1</translation>
    </message>
    <message>
        <source>Ready to submit</source>
        <translation>Sedia untuk dihantar</translation>
    </message>
    <message numerus="yes">
        <source>Ready to submit, %n warning(s)</source>
        <translation>
            <numerusform>Sedia untuk dihantar, %n amaran</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to complete</source>
        <translation>
            <numerusform>%n medan perlu dilengkapkan</numerusform>
        </translation>
    </message>
    <message>
        <source>The total is too large</source>
        <translation>Jumlah terlalu besar</translation>
    </message>
    <message>
        <source>Debit %1   Credit %2   Difference %3</source>
        <translation>Debit %1   Kredit %2   Beza %3</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>Jumlah %1</translation>
    </message>
    <message>
        <source>“%1” was not taken: it is neither an amount such as 1,234.50 nor a date such as 31/12/2026.</source>
        <translation>“%1” tidak diterima: ia bukan amaun seperti 1,234.50 dan bukan tarikh seperti 31/12/2026.</translation>
    </message>
    <message>
        <source>%1, draft</source>
        <translation>%1, draf</translation>
    </message>
    <message>
        <source>Work &amp;process</source>
        <translation>&amp;Proses kerja</translation>
    </message>
    <message>
        <source>Voucher d&amp;ate</source>
        <translation>&amp;Tarikh baucar</translation>
    </message>
    <message>
        <source>&amp;Narration</source>
        <translation>Peri&amp;hal</translation>
    </message>
    <message>
        <source>Debit and credit &amp;lines</source>
        <translation>Baris de&amp;bit dan kredit</translation>
    </message>
    <message>
        <source>Charge &amp;lines</source>
        <translation>Baris &amp;caj</translation>
    </message>
    <message>
        <source>Debit and credit lines</source>
        <translation>Baris debit dan kredit</translation>
    </message>
    <message>
        <source>Charge lines</source>
        <translation>Baris caj</translation>
    </message>
    <message>
        <source>Enter goes on, Ctrl+D copies from above, Ctrl+Delete removes the line, Ctrl+Tab leaves the grid.</source>
        <translation>Enter untuk teruskan, Ctrl+D menyalin dari atas, Ctrl+Delete membuang baris, Ctrl+Tab keluar dari grid.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>T&amp;utup</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Simpan</translation>
    </message>
    <message>
        <source>S&amp;ubmit</source>
        <translation>Hanta&amp;r</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>Simpan (Ctrl+S)</translation>
    </message>
    <message>
        <source>Submit for Perakuan 1 (Ctrl+Enter)</source>
        <translation>Hantar untuk Perakuan 1 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Returned by %1 on %2: %3. %4</source>
        <translation>Dipulangkan oleh %1 pada %2: %3. %4</translation>
    </message>
    <message>
        <source>Discard dra&amp;ft…</source>
        <translation>&amp;Lupuskan draf…</translation>
    </message>
    <message>
        <source>Compare &amp;versions…</source>
        <translation>Bandingkan &amp;versi…</translation>
    </message>
    <message>
        <source>This draft was changed elsewhere too. What you type is kept here; nothing is sent before you choose between the two versions.</source>
        <translation>Draf ini turut diubah di tempat lain. Apa yang anda taip disimpan di sini; tiada apa-apa dihantar sebelum anda memilih antara dua versi.</translation>
    </message>
</context>
<context>
    <name>peraku::ui::VoucherTableModel</name>
    <message>
        <source>Not numbered yet</source>
        <translation>Belum bernombor</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Belum bernama</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hari ini</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n hari</numerusform>
        </translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Baucar</translation>
    </message>
    <message>
        <source>Payee or reason</source>
        <translation>Penerima / sebab</translation>
    </message>
    <message>
        <source>Amount (RM)</source>
        <translation>Amaun (RM)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
</context>
<context>
    <name>peraku::ui::Workspace</name>
    <message>
        <source>This voucher is not in the list with the present filters.</source>
        <translation>Baucar ini tiada dalam senarai dengan penapis semasa.</translation>
    </message>
    <message>
        <source>%1 goes back to its preparer.</source>
        <translation>%1 kembali kepada penyedianya.</translation>
    </message>
    <message>
        <source>%1 is cancelled.</source>
        <translation>%1 telah dibatalkan.</translation>
    </message>
    <message>
        <source>The voucher was submitted for checking.</source>
        <translation>Baucar telah dihantar untuk semakan.</translation>
    </message>
    <message>
        <source>Attach supporting documents</source>
        <translation>Lampirkan dokumen sokongan</translation>
    </message>
    <message>
        <source>Documents (*.pdf *.jpg *.jpeg *.png)</source>
        <translation>Dokumen (*.pdf *.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>Discard this draft?</source>
        <translation>Lupuskan draf ini?</translation>
    </message>
    <message numerus="yes">
        <source>Everything in this draft is lost, with its %n supporting document(s), here and at the treasury. It has no number yet, so no record of it stays.</source>
        <translation>
            <numerusform>Segala isi draf ini hilang, bersama %n dokumen sokongannya, di sini dan di perbendaharaan. Draf ini belum bernombor, jadi tiada rekodnya yang tinggal.</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>Lupuskan draf</translation>
    </message>
    <message>
        <source>Keep draft</source>
        <translation>Simpan draf</translation>
    </message>
    <message>
        <source>The draft was discarded.</source>
        <translation>Draf telah dilupuskan.</translation>
    </message>
</context>
</TS>
