/** What Word 365 puts on the clipboard, shortened in the middle and nowhere else. */
export const WORD_HTML = `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face {font-family:等线; panose-1:2 1 6 0 3 1 1 1 1 1;}
 p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:10.5pt;}
 @list l0:level1 {mso-level-number-format:bullet; mso-level-text:; font-family:Wingdings;}
-->
</style>
</head>
<body lang=ZH-CN link="#0563C1" style='tab-interval:21.0pt;text-justify-trim:punctuation'>
<!--StartFragment-->
<p class=MsoTitle><span style='font-family:"等线 Light"'>拜访纪要</span><span lang=EN-US><o:p></o:p></span></p>
<h2><span style='font-family:等线'>客户要什么</span><span lang=EN-US><o:p></o:p></span></h2>
<p class=MsoNormal><span style='font-family:等线;mso-ascii-font-family:等线'>老系统三年内换完，
先保生产不停；</span><b style='mso-bidi-font-weight:normal'><span style='font-family:等线'>预算</span></b><span
lang=EN-US> 1280 </span><span style='font-weight:bold'>万</span><span
lang=EN-US><o:p></o:p></span></p>
<p class=MsoListParagraph style='margin-left:22.0pt;text-indent:-22.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:Wingdings;mso-bidi-font-family:Wingdings'><span
style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><span
style='font-family:等线'>数据留在本地</span><span lang=EN-US><o:p></o:p></span></p>
<p class=MsoListParagraph style='margin-left:44.0pt;text-indent:-22.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>1)<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]><span
style='font-family:等线'>审计可查</span><span lang=EN-US><o:p></o:p></span></p>
<p class=MsoListParagraph style='margin-left:44.0pt;text-indent:-22.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>2)<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]><span
style='font-family:等线'>备份两份</span><span lang=EN-US><o:p></o:p></span></p>
<p class=MsoListParagraph style='margin-left:22.0pt;text-indent:-22.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><span style='font-family:等线'>四套系统并一套</span></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 width=553 style='border-collapse:collapse;border:none;
 mso-border-alt:solid windowtext .5pt;mso-yfti-tbllook:1184'>
 <thead>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=276 colspan=2 valign=top style='width:207.4pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>
  <p class=MsoNormal><b><span style='font-family:等线'>阶段</span></b><span lang=EN-US><o:p></o:p></span></p>
  </td>
  <td width=276 valign=top style='width:207.45pt;border:solid windowtext 1.0pt'>
  <p class=MsoNormal><span style='font-family:等线'>负责</span><span lang=EN-US>|R<o:p></o:p></span></p>
  </td>
 </tr>
 </thead>
 <tr style='mso-yfti-irow:1'>
  <td width=138 rowspan=2 valign=top style='width:103.7pt'><p class=MsoNormal><span lang=EN-US>KD1.1<o:p></o:p></span></p></td>
  <td width=138 valign=top><p class=MsoNormal><span style='font-family:等线'>线索</span></p><p class=MsoNormal><span
  lang=EN-US>second line<o:p></o:p></span></p></td>
  <td width=276 valign=top><p class=MsoNormal><st1:PersonName w:st="on">王总</st1:PersonName><o:p></o:p></p></td>
 </tr>
 <tr style='mso-yfti-irow:2;mso-yfti-lastrow:yes'>
  <td width=138 valign=top><p class=MsoNormal><span style='font-family:等线'>立项</span></p></td>
  <td width=276 valign=top><p class=MsoNormal><o:p>&nbsp;</o:p></p></td>
 </tr>
</table>
<p class=MsoNormal><span lang=EN-US style='font-family:"MS Gothic"'>☐</span><span lang=EN-US> </span><span style='font-family:等线'>发会议纪要</span></p>
<p class=MsoNormal><span lang=EN-US style='font-family:"MS Gothic"'>☒</span><span style='font-family:等线'>约机房</span></p>
<p class=MsoNormal><a href="https://example.com/rfp"><span style='font-family:等线'>标书</span></a> <a
href="file:///C:/x.docx">本机</a><span style='mso-element:comment-list;display:none'>批注</span></p>
<!--EndFragment-->
</body>
</html>`;
